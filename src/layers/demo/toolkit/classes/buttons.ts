import { type ClassMeta, enumValue, methods, opaque, property, readOnly, signals } from "../ClassMeta.ts"

/** Buttons and labels. */
export const buttonClasses: Record<string, ClassMeta> = {
  QAbstractButton: {
    base: "QWidget",
    properties: [
      property("text", "QString", ""),
      property("icon", "QIcon", opaque("QIcon")),
      property("iconSize", "QSize", { width: 16, height: 16 }),
      property("shortcut", "QKeySequence", opaque("QKeySequence")),
      property("checkable", "bool", false),
      property("checked", "bool", false),
      property("autoRepeat", "bool", false),
      property("autoExclusive", "bool", false),
      property("autoRepeatDelay", "int", 300),
      property("autoRepeatInterval", "int", 100),
      property("down", "bool", false)
    ],
    methods: methods(
      "void setIconSize(QSize) size",
      "void animateClick()",
      "void click()",
      "void toggle()",
      "void setChecked(bool)"
    ),
    signals: signals("pressed()", "released()", "clicked(bool) checked", "clicked()", "toggled(bool) checked")
  },
  QPushButton: {
    base: "QAbstractButton",
    properties: [
      property("autoDefault", "bool", false),
      property("default", "bool", false),
      property("flat", "bool", false)
    ],
    methods: methods("void showMenu()", "private void _q_popupPressed()"),
    signals: []
  },
  QCheckBox: {
    base: "QAbstractButton",
    properties: [property("tristate", "bool", false)],
    methods: [],
    signals: signals("stateChanged(int)")
  },
  QToolButton: {
    base: "QAbstractButton",
    properties: [
      property(
        "popupMode",
        "QToolButton::ToolButtonPopupMode",
        enumValue("QToolButton::ToolButtonPopupMode", "DelayedPopup")
      ),
      property("autoRaise", "bool", true),
      property("arrowType", "Qt::ArrowType", enumValue("Qt::ArrowType", "NoArrow"))
    ],
    methods: methods(
      "void showMenu()",
      "void setToolButtonStyle(Qt::ToolButtonStyle) style",
      "void setDefaultAction(QAction*)"
    ),
    signals: signals("triggered(QAction*)")
  },
  QFrame: {
    base: "QWidget",
    properties: [
      property("frameShape", "QFrame::Shape", enumValue("QFrame::Shape", "NoFrame")),
      property("frameShadow", "QFrame::Shadow", enumValue("QFrame::Shadow", "Plain")),
      property("lineWidth", "int", 1),
      readOnly("frameWidth", "int", 0)
    ],
    methods: [],
    signals: []
  },
  QLabel: {
    base: "QFrame",
    properties: [
      property("text", "QString", ""),
      property("wordWrap", "bool", false),
      property("indent", "int", -1),
      property("openExternalLinks", "bool", false),
      readOnly("hasSelectedText", "bool", false),
      readOnly("selectedText", "QString", "")
    ],
    methods: methods(
      "void setText(QString)",
      "void setPixmap(QPixmap)",
      "void setMovie(QMovie*) movie",
      "void setNum(int)",
      "void clear()"
    ),
    signals: signals("linkActivated(QString) link", "linkHovered(QString) link")
  },
  QGroupBox: {
    base: "QWidget",
    properties: [
      property("title", "QString", ""),
      property("flat", "bool", false),
      property("checkable", "bool", false),
      property("checked", "bool", true)
    ],
    methods: methods("void setChecked(bool) checked"),
    signals: signals("clicked(bool) checked", "clicked()", "toggled(bool)")
  },
  ColorCanvas: {
    base: "QWidget",
    properties: [],
    methods: methods("void clearStrokes()"),
    signals: signals("painted()")
  }
}
