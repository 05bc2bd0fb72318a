import * as Context from "effect/Context"

/**
 * Annotation of a tool that must not run while another such tool does. It waits for its turn, as the Qt actions do; a tool
 * without it waits for nobody.
 */
export const Exclusive = Context.Reference<boolean>("qtmcp/layers/embed/Exclusive", { defaultValue: () => false })
