import { type ClassMeta, enumValue, methods, opaque, property, readOnly, signals } from "../ClassMeta.ts"

const plain = (base: string): ClassMeta => ({ base, properties: [], methods: [], signals: [] })

/** Windows, dialogs, menus, bars, tabs. */
export const windowClasses: Record<string, ClassMeta> = {
  QMainWindow: {
    base: "QWidget",
    properties: [
      property("iconSize", "QSize", { width: 24, height: 24 }),
      property("animated", "bool", true),
      property("dockNestingEnabled", "bool", false),
      property("documentMode", "bool", false)
    ],
    methods: methods("void setAnimated(bool) enabled", "void setDockNestingEnabled(bool) enabled"),
    signals: signals("iconSizeChanged(QSize) iconSize", "tabifiedDockWidgetActivated(QDockWidget*) dockWidget")
  },
  MainWindow: {
    base: "QMainWindow",
    properties: [],
    methods: methods(
      "private void onSubmit()",
      "private void onClear()",
      "void openContextMenu()",
      "void addListItem(QListWidgetItem*) item"
    ),
    signals: []
  },
  QDialog: {
    base: "QWidget",
    properties: [property("sizeGripEnabled", "bool", false), property("modal", "bool", false)],
    methods: methods("void open()", "int exec()", "void done(int)", "void accept()", "void reject()"),
    signals: signals("finished(int) result", "accepted()", "rejected()")
  },
  QMessageBox: {
    base: "QDialog",
    properties: [
      property("text", "QString", ""),
      property("informativeText", "QString", ""),
      property("icon", "QMessageBox::Icon", enumValue("QMessageBox::Icon", "Information"))
    ],
    methods: [],
    signals: signals("buttonClicked(QAbstractButton*) button")
  },
  QFileDialog: {
    base: "QDialog",
    properties: [property("fileMode", "QFileDialog::FileMode", enumValue("QFileDialog::FileMode", "ExistingFile"))],
    methods: [],
    signals: signals("fileSelected(QString) file", "currentChanged(QString) path")
  },
  QDialogButtonBox: {
    base: "QWidget",
    properties: [property("centerButtons", "bool", false)],
    methods: [],
    signals: signals("clicked(QAbstractButton*) button", "accepted()", "rejected()")
  },
  QMenu: {
    base: "QWidget",
    properties: [
      property("tearOffEnabled", "bool", false),
      property("title", "QString", ""),
      property("icon", "QIcon", opaque("QIcon")),
      property("separatorsCollapsible", "bool", true)
    ],
    methods: [],
    signals: signals("aboutToShow()", "aboutToHide()", "triggered(QAction*) action", "hovered(QAction*) action")
  },
  QMenuBar: {
    base: "QWidget",
    properties: [property("defaultUp", "bool", false), property("nativeMenuBar", "bool", false)],
    methods: [],
    signals: signals("triggered(QAction*) action", "hovered(QAction*) action")
  },
  QToolBar: {
    base: "QWidget",
    properties: [property("movable", "bool", true), property("iconSize", "QSize", { width: 24, height: 24 })],
    methods: methods("void setIconSize(QSize) iconSize"),
    signals: signals("actionTriggered(QAction*) action", "visibilityChanged(bool) visible")
  },
  QStatusBar: {
    base: "QWidget",
    properties: [property("sizeGripEnabled", "bool", true)],
    methods: methods(
      "void showMessage(QString,int) text,timeout",
      "void showMessage(QString) text",
      "void clearMessage()"
    ),
    signals: signals("messageChanged(QString) text")
  },
  QSizeGrip: plain("QWidget"),
  QComboBoxPrivateContainer: plain("QWidget"),
  QTabWidget: {
    base: "QWidget",
    properties: [
      property("tabPosition", "QTabWidget::TabPosition", enumValue("QTabWidget::TabPosition", "North")),
      property("currentIndex", "int", 0),
      readOnly("count", "int", 0),
      property("documentMode", "bool", false),
      property("tabsClosable", "bool", false),
      property("movable", "bool", false)
    ],
    methods: methods("void setCurrentIndex(int) index", "void setCurrentWidget(QWidget*) widget"),
    signals: signals("currentChanged(int) index", "tabBarClicked(int) index", "tabCloseRequested(int) index")
  },
  QStackedWidget: {
    base: "QFrame",
    properties: [property("currentIndex", "int", 0), readOnly("count", "int", 0)],
    methods: methods("void setCurrentIndex(int) index", "void setCurrentWidget(QWidget*) w"),
    signals: signals("currentChanged(int)", "widgetRemoved(int) index")
  },
  QTabBar: {
    base: "QWidget",
    properties: [property("currentIndex", "int", 0), readOnly("count", "int", 0), property("movable", "bool", false)],
    methods: methods("void setCurrentIndex(int) index"),
    signals: signals("currentChanged(int) index", "tabBarClicked(int) index")
  }
}
