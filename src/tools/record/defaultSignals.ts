/** The signals of a class that tell what a user does with it. A subclass has those of the nearest class named here. */
export const defaultSignals: Readonly<Record<string, ReadonlyArray<string>>> = {
  QPushButton: ["clicked", "toggled"],
  QToolButton: ["clicked", "toggled"],
  QRadioButton: ["clicked", "toggled"],
  QCheckBox: ["clicked", "toggled"],
  QGroupBox: ["clicked", "toggled"],
  QAction: ["triggered", "toggled"],
  QLineEdit: ["textChanged", "textEdited", "returnPressed", "editingFinished"],
  QTextEdit: ["textChanged"],
  QPlainTextEdit: ["textChanged"],
  QComboBox: ["currentIndexChanged", "currentTextChanged"],
  QSpinBox: ["valueChanged", "editingFinished"],
  QDoubleSpinBox: ["valueChanged", "editingFinished"],
  QSlider: ["valueChanged", "sliderReleased"],
  QDial: ["valueChanged"],
  QDateEdit: ["dateChanged"],
  QTimeEdit: ["timeChanged"],
  QDateTimeEdit: ["dateTimeChanged"],
  QTabWidget: ["currentChanged"],
  QStackedWidget: ["currentChanged"],
  QListWidget: ["itemClicked", "itemDoubleClicked", "currentRowChanged", "itemSelectionChanged"],
  QTableWidget: ["cellClicked", "cellDoubleClicked", "cellChanged", "itemSelectionChanged"],
  QTreeWidget: ["itemClicked", "itemDoubleClicked", "itemChanged", "itemSelectionChanged"],
  QListView: ["clicked", "doubleClicked", "activated"],
  QTableView: ["clicked", "doubleClicked", "activated"],
  QTreeView: ["clicked", "doubleClicked", "activated", "expanded", "collapsed"],
  QMenu: ["triggered", "aboutToShow"],
  QDialog: ["accepted", "rejected"],
  QMessageBox: ["buttonClicked", "finished"]
}

/** Of an object of any other class. */
const fallbackSignals: ReadonlyArray<string> = ["clicked", "toggled", "triggered"]

/** The signals to try on an object whose class and base classes these are. */
export const signalsOfClasses = (classes: ReadonlyArray<string>): ReadonlyArray<string> => {
  const known = classes.find((name) => defaultSignals[name] !== undefined)
  return (known === undefined ? undefined : defaultSignals[known]) ?? fallbackSignals
}
