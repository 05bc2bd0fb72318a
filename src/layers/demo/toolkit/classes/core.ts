import { type ClassMeta, enumValue, methods, opaque, property, readOnly, signals } from "../ClassMeta.ts"

const plain = (base: string): ClassMeta => ({ base, properties: [], methods: [], signals: [] })

/** QObject, the application object and the helpers Qt itself creates. */
export const coreClasses: Record<string, ClassMeta> = {
  QObject: {
    base: undefined,
    properties: [property("objectName", "QString", "")],
    methods: methods("void deleteLater()", "private void _q_reregisterTimers(void*)"),
    signals: signals("destroyed(QObject*)", "destroyed()", "objectNameChanged(QString) objectName")
  },
  QCoreApplication: {
    base: "QObject",
    properties: [
      property("applicationName", "QString", "qtPilot Demo"),
      property("applicationVersion", "QString", "1.0"),
      property("organizationName", "QString", "qtPilot"),
      property("organizationDomain", "QString", ""),
      property("quitLockEnabled", "bool", true)
    ],
    methods: methods("void quit()", "void exit(int) retcode", "void exit()"),
    signals: signals("aboutToQuit()", "organizationNameChanged()", "applicationNameChanged()")
  },
  QGuiApplication: {
    base: "QCoreApplication",
    properties: [
      property("windowIcon", "QIcon", opaque("QIcon")),
      property("applicationDisplayName", "QString", "qtPilot Demo"),
      readOnly("platformName", "QString", "offscreen"),
      property("quitOnLastWindowClosed", "bool", true)
    ],
    methods: [],
    signals: signals("lastWindowClosed()", "focusObjectChanged(QObject*) focusObject")
  },
  QApplication: {
    base: "QGuiApplication",
    properties: [
      property("cursorFlashTime", "int", 1000),
      property("doubleClickInterval", "int", 400),
      property("styleSheet", "QString", "")
    ],
    methods: methods(
      "void setStyleSheet(QString) sheet",
      "void closeAllWindows()",
      "void aboutQt()",
      "void setActiveWindow(QWidget*) act"
    ),
    signals: signals("focusChanged(QWidget*,QWidget*) old,now")
  },
  QAction: {
    base: "QObject",
    properties: [
      property("checkable", "bool", false),
      property("checked", "bool", false),
      property("enabled", "bool", true),
      property("icon", "QIcon", opaque("QIcon")),
      property("text", "QString", ""),
      property("iconText", "QString", ""),
      property("toolTip", "QString", ""),
      property("statusTip", "QString", ""),
      property("whatsThis", "QString", ""),
      property("font", "QFont", opaque("QFont")),
      property("shortcut", "QKeySequence", opaque("QKeySequence")),
      property("visible", "bool", true),
      property("menuRole", "QAction::MenuRole", enumValue("QAction::MenuRole", "TextHeuristicRole"))
    ],
    methods: methods(
      "void trigger()",
      "void hover()",
      "void setChecked(bool)",
      "void toggle()",
      "void setEnabled(bool)",
      "void setDisabled(bool) b",
      "void setVisible(bool)",
      "bool showStatusText()",
      "bool showStatusText(QObject*) object"
    ),
    signals: signals(
      "changed()",
      "enabledChanged(bool) enabled",
      "triggered(bool) checked",
      "triggered()",
      "toggled(bool)"
    )
  },
  QAbstractItemModel: {
    base: "QObject",
    properties: [],
    methods: methods("bool submit()", "void revert()", "protected void resetInternalData()"),
    signals: signals(
      "dataChanged(QModelIndex,QModelIndex) topLeft,bottomRight",
      "rowsInserted(QModelIndex,int,int) parent,first,last",
      "rowsRemoved(QModelIndex,int,int) parent,first,last",
      "modelReset()"
    )
  },
  QAbstractListModel: plain("QAbstractItemModel"),
  QAbstractTableModel: plain("QAbstractItemModel"),
  QListModel: plain("QAbstractListModel"),
  QTableModel: plain("QAbstractTableModel"),
  QStandardItemModel: plain("QAbstractItemModel"),
  QItemSelectionModel: {
    base: "QObject",
    properties: [readOnly("hasSelection", "bool", false)],
    methods: methods("void clear()", "void clearSelection()"),
    signals: signals("currentChanged(QModelIndex,QModelIndex) current,previous")
  },
  QLayout: { ...plain("QObject"), properties: [property("spacing", "int", 6)] },
  QBoxLayout: plain("QLayout"),
  QVBoxLayout: plain("QBoxLayout"),
  QHBoxLayout: plain("QBoxLayout"),
  QFormLayout: plain("QLayout"),
  QMainWindowLayout: plain("QLayout"),
  QSessionManager: plain("QObject"),
  QFusionStyle: plain("QObject"),
  QPAEventDispatcherGlib: plain("QObject")
}
