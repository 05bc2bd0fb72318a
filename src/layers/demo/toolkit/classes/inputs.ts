import { type ClassMeta, enumValue, methods, opaque, property, readOnly, signals } from "../ClassMeta.ts"

const editSlots = ["void undo()", "void redo()", "void cut()", "void copy()", "void paste()"]
const horizontal = enumValue("Qt::Orientation", "Horizontal")

/** Everything a person types, picks or slides. */
export const inputClasses: Record<string, ClassMeta> = {
  QLineEdit: {
    base: "QWidget",
    properties: [
      property("inputMask", "QString", ""),
      property("text", "QString", ""),
      property("maxLength", "int", 32767),
      property("frame", "bool", true),
      property("echoMode", "QLineEdit::EchoMode", enumValue("QLineEdit::EchoMode", "Normal")),
      readOnly("displayText", "QString", ""),
      property("cursorPosition", "int", 0),
      property(
        "alignment",
        "QFlags<Qt::AlignmentFlag>",
        enumValue("QFlags<Qt::AlignmentFlag>", "AlignLeading|AlignVCenter")
      ),
      property("modified", "bool", false),
      readOnly("hasSelectedText", "bool", false),
      readOnly("selectedText", "QString", ""),
      property("dragEnabled", "bool", false),
      property("readOnly", "bool", false),
      readOnly("undoAvailable", "bool", false),
      readOnly("redoAvailable", "bool", false),
      readOnly("acceptableInput", "bool", true),
      property("placeholderText", "QString", ""),
      property("cursorMoveStyle", "Qt::CursorMoveStyle", enumValue("Qt::CursorMoveStyle", "LogicalMoveStyle")),
      property("clearButtonEnabled", "bool", false)
    ],
    methods: methods(
      "void setText(QString)",
      "void clear()",
      "void selectAll()",
      ...editSlots,
      "private void _q_handleWindowActivate()",
      "private void _q_textEdited(QString)",
      "private void _q_cursorPositionChanged(int,int)",
      "private void _q_completionHighlighted(QString)",
      "private void _q_selectionChanged()",
      "private void _q_updateNeeded(QRect)",
      "private void _q_textChanged(QString)",
      "private void _q_clearButtonClicked()",
      "private void _q_controlEditingFinished()",
      "QVariant inputMethodQuery(Qt::InputMethodQuery,QVariant) property,argument"
    ),
    signals: signals(
      "textChanged(QString)",
      "textEdited(QString)",
      "cursorPositionChanged(int,int)",
      "returnPressed()",
      "editingFinished()",
      "selectionChanged()",
      "inputRejected()"
    )
  },
  QExpandingLineEdit: { base: "QLineEdit", properties: [], methods: [], signals: [] },
  QAbstractScrollArea: {
    base: "QFrame",
    properties: [
      property("verticalScrollBarPolicy", "Qt::ScrollBarPolicy", enumValue("Qt::ScrollBarPolicy", "ScrollBarAsNeeded")),
      property(
        "horizontalScrollBarPolicy",
        "Qt::ScrollBarPolicy",
        enumValue("Qt::ScrollBarPolicy", "ScrollBarAsNeeded")
      )
    ],
    methods: [],
    signals: []
  },
  QTextEdit: {
    base: "QAbstractScrollArea",
    properties: [
      property("tabChangesFocus", "bool", false),
      property("documentTitle", "QString", ""),
      property("undoRedoEnabled", "bool", true),
      property("readOnly", "bool", false),
      property("markdown", "QString", ""),
      property("html", "QString", ""),
      property("plainText", "QString", ""),
      property("overwriteMode", "bool", false),
      property("acceptRichText", "bool", true),
      property("placeholderText", "QString", ""),
      property("document", "QTextDocument*", opaque("QTextDocument*"))
    ],
    methods: methods(
      "void setFontPointSize(double) s",
      "void setPlainText(QString) text",
      "void setHtml(QString) text",
      "void setText(QString) text",
      ...editSlots,
      "void clear()",
      "void selectAll()",
      "void insertPlainText(QString) text",
      "void insertHtml(QString) text",
      "void append(QString) text",
      "void scrollToAnchor(QString) name",
      "void zoomIn(int) range",
      "void zoomOut(int) range",
      "QVariant inputMethodQuery(Qt::InputMethodQuery,QVariant) query,argument"
    ),
    signals: signals(
      "textChanged()",
      "undoAvailable(bool) b",
      "copyAvailable(bool) b",
      "selectionChanged()",
      "cursorPositionChanged()"
    )
  },
  QComboBox: {
    base: "QWidget",
    properties: [
      property("editable", "bool", false),
      readOnly("count", "int", 0),
      property("currentText", "QString", ""),
      property("currentIndex", "int", -1),
      readOnly("currentData", "QVariant", null),
      property("maxVisibleItems", "int", 10),
      property("maxCount", "int", 2147483647),
      property("placeholderText", "QString", ""),
      property("frame", "bool", true)
    ],
    methods: methods(
      "void clear()",
      "void clearEditText()",
      "void setEditText(QString) text",
      "void setCurrentIndex(int) index",
      "void setCurrentText(QString) text",
      "void showPopup()",
      "void hidePopup()"
    ),
    signals: signals(
      "editTextChanged(QString)",
      "activated(int) index",
      "textActivated(QString)",
      "highlighted(int) index",
      "currentIndexChanged(int) index",
      "currentTextChanged(QString)"
    )
  },
  QAbstractSpinBox: {
    base: "QWidget",
    properties: [
      property("wrapping", "bool", false),
      property("frame", "bool", true),
      property("readOnly", "bool", false),
      readOnly("text", "QString", ""),
      property("specialValueText", "QString", ""),
      readOnly("acceptableInput", "bool", true),
      property("keyboardTracking", "bool", true)
    ],
    methods: methods("void stepUp()", "void stepDown()", "void selectAll()", "void clear()"),
    signals: signals("editingFinished()")
  },
  QSpinBox: {
    base: "QAbstractSpinBox",
    properties: [
      property("suffix", "QString", ""),
      property("prefix", "QString", ""),
      readOnly("cleanText", "QString", ""),
      property("minimum", "int", 0),
      property("maximum", "int", 99),
      property("singleStep", "int", 1),
      property("value", "int", 0),
      property("displayIntegerBase", "int", 10)
    ],
    methods: methods("void setValue(int) val"),
    signals: signals("valueChanged(int)", "textChanged(QString)")
  },
  QAbstractSlider: {
    base: "QWidget",
    properties: [
      property("minimum", "int", 0),
      property("maximum", "int", 99),
      property("singleStep", "int", 1),
      property("pageStep", "int", 10),
      property("value", "int", 0),
      property("sliderPosition", "int", 0),
      property("tracking", "bool", true),
      property("orientation", "Qt::Orientation", horizontal),
      property("invertedAppearance", "bool", false),
      property("sliderDown", "bool", false)
    ],
    methods: methods("void setValue(int)", "void setOrientation(Qt::Orientation)", "void setRange(int,int) min,max"),
    signals: signals(
      "valueChanged(int) value",
      "sliderPressed()",
      "sliderMoved(int) position",
      "sliderReleased()",
      "rangeChanged(int,int) min,max",
      "actionTriggered(int) action"
    )
  },
  QSlider: {
    base: "QAbstractSlider",
    properties: [
      property("tickPosition", "QSlider::TickPosition", enumValue("QSlider::TickPosition", "NoTicks")),
      property("tickInterval", "int", 0)
    ],
    methods: [],
    signals: []
  },
  QScrollBar: { base: "QAbstractSlider", properties: [], methods: [], signals: [] }
}
