import { type ClassMeta, enumValue, methods, property, signals } from "../ClassMeta.ts"

const header: ClassMeta = {
  base: "QAbstractItemView",
  properties: [property("highlightSections", "bool", true), property("stretchLastSection", "bool", true)],
  methods: methods("void setOffset(int) offset"),
  signals: signals("sectionClicked(int) logicalIndex")
}

/** Item views. */
export const viewClasses: Record<string, ClassMeta> = {
  QAbstractItemView: {
    base: "QAbstractScrollArea",
    properties: [
      property("autoScroll", "bool", true),
      property("tabKeyNavigation", "bool", false),
      property("showDropIndicator", "bool", true),
      property("alternatingRowColors", "bool", false),
      property(
        "selectionMode",
        "QAbstractItemView::SelectionMode",
        enumValue("QAbstractItemView::SelectionMode", "SingleSelection")
      ),
      property(
        "selectionBehavior",
        "QAbstractItemView::SelectionBehavior",
        enumValue("QAbstractItemView::SelectionBehavior", "SelectItems")
      ),
      property("iconSize", "QSize", { width: 16, height: 16 })
    ],
    methods: methods(
      "void reset()",
      "void setRootIndex(QModelIndex) index",
      "void selectAll()",
      "void edit(QModelIndex) index",
      "void clearSelection()",
      "void setCurrentIndex(QModelIndex) index",
      "void scrollToTop()",
      "void scrollToBottom()",
      "void update(QModelIndex) index"
    ),
    signals: signals(
      "pressed(QModelIndex) index",
      "clicked(QModelIndex) index",
      "doubleClicked(QModelIndex) index",
      "activated(QModelIndex) index",
      "entered(QModelIndex) index"
    )
  },
  QListView: { base: "QAbstractItemView", properties: [property("wordWrap", "bool", false)], methods: [], signals: [] },
  QListWidget: {
    base: "QListView",
    properties: [property("currentRow", "int", -1), property("sortingEnabled", "bool", false)],
    methods: methods("void scrollToItem(QListWidgetItem*) item", "void clear()"),
    signals: signals(
      "itemClicked(QListWidgetItem*) item",
      "itemDoubleClicked(QListWidgetItem*) item",
      "itemActivated(QListWidgetItem*) item",
      "itemChanged(QListWidgetItem*) item",
      "currentTextChanged(QString) currentText",
      "currentRowChanged(int) currentRow",
      "itemSelectionChanged()"
    )
  },
  QTableView: {
    base: "QAbstractItemView",
    properties: [
      property("showGrid", "bool", true),
      property("sortingEnabled", "bool", false),
      property("cornerButtonEnabled", "bool", true)
    ],
    methods: methods(
      "void selectRow(int) row",
      "void selectColumn(int) column",
      "void hideRow(int) row",
      "void showRow(int) row"
    ),
    signals: []
  },
  QTableWidget: {
    base: "QTableView",
    properties: [property("rowCount", "int", 0), property("columnCount", "int", 0)],
    methods: methods("void scrollToItem(QTableWidgetItem*) item", "void clear()", "void clearContents()"),
    signals: signals(
      "itemClicked(QTableWidgetItem*) item",
      "itemChanged(QTableWidgetItem*) item",
      "cellClicked(int,int) row,column",
      "cellDoubleClicked(int,int) row,column",
      "cellChanged(int,int) row,column",
      "currentCellChanged(int,int,int,int) currentRow,currentColumn,previousRow,previousColumn",
      "itemSelectionChanged()"
    )
  },
  QTreeView: {
    base: "QAbstractItemView",
    properties: [
      property("autoExpandDelay", "int", -1),
      property("indentation", "int", 20),
      property("rootIsDecorated", "bool", true),
      property("itemsExpandable", "bool", true),
      property("headerHidden", "bool", false)
    ],
    methods: methods(
      "void expand(QModelIndex) index",
      "void collapse(QModelIndex) index",
      "void expandAll()",
      "void collapseAll()"
    ),
    signals: signals("expanded(QModelIndex) index", "collapsed(QModelIndex) index")
  },
  QHeaderView: header
}
