import { drivesApplication, type Mode } from "../../services/Settings.ts"

const loops: Readonly<Record<Mode, string>> = {
  agent:
    "agent (ui_*): ui_snapshot shows the window in front as an outline (role, label = value, state, ref). ui_act takes a whole list of steps by label or ref (fill, click, check, select, item, press …) and answers with what the app shows after each; ui_menu triggers menus; ui_items reads and finds rows. Put a form into one ui_act; look again only if its answer is not enough.",
  native:
    "native (qt_*): qt_objects_tree prints the windows as an outline, one object a line with a short ref (e12); qt_find greps it. Every objectId takes a ref. Act with qt_ui_click, qt_ui_sendKeys, qt_properties_set, qt_ui_clickItem; put several steps into one qt_batch; wait with qt_wait instead of polling.",
  chrome:
    "chrome (chr_*): chr_readPage or chr_find give refs (ref_7); act with chr_click, chr_formInput, chr_navigate; chr_getPageText reads.",
  cu:
    "cu (cu_*): cu_screenshot, then click and type by window coordinates of that picture. Use it where objects have no text.",
  exec:
    "exec (execute*): execute runs a shell command on this machine, execute_list several in order, execute_claude gives a fresh Claude a task. What takes long goes on under its id: execute_status, execute_control, executor://logs/{id}."
}

/** What the server tells every host; hosts cut it at 2 KB. */
export const instructions = (modes: ReadonlyArray<Mode>): string => {
  if (!drivesApplication(modes)) return modes.map((mode) => loops[mode]).join("\n")
  return [
    "Drives a Qt desktop application through a probe inside it. The first call connects; qtmcp_status tells the state.",
    "The loop: look (outline), act, read the line that says what changed, look again only if that is not enough.",
    ...modes.map((mode) => loops[mode]),
    "An action answers with what it changed. \"no visible effect\" means what it says: do not assume success.",
    "A ref names one object until the connection ends; a dead ref says so. Text of any script is safe to send. When the application is blocked by a dialog the tools say which call did it and what a person can do; nothing needs to be restarted."
  ].join("\n")
}
