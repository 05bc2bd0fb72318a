import { settingsPage } from "./settingsPage.ts"
import { toolsPage } from "./toolsPage.ts"

/** Every generated page by its path from the package's folder. */
export const pages = (): Readonly<Record<string, string>> => ({
  "docs/tools.md": toolsPage(),
  "docs/settings.md": settingsPage()
})
