import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Param from "../params.ts"
import { inspect, type Inspection, type Part, parts } from "../probe/inspect.ts"
import { formatValue } from "../text/values.ts"
import { make, text } from "../tool.ts"

const render: { readonly [P in Part]: (inspection: Inspection) => ReadonlyArray<string> } = {
  info: ({ info }) =>
    info === undefined ? [] : [
      [
        `${info.className}${(info.objectName ?? "") === "" ? "" : ` ${info.objectName}`}`,
        info.visible === undefined ? "" : info.visible ? "visible" : "hidden",
        info.enabled === false ? "disabled" : ""
      ].filter((part) => part !== "").join(", "),
      `inherits ${info.superClasses.filter((name) => name !== info.className).join(" < ")}`
    ],
  properties: ({ properties = [] }) =>
    properties.map((property) =>
      `${property.name}: ${formatValue(property.value)} (${property.type}${
        property.writable === false ? ", read-only" : ""
      })`
    ),
  methods: ({ methods = [] }) =>
    methods.map((method) =>
      `${method.signature}${!method.returnType || method.returnType === "void" ? "" : ` -> ${method.returnType}`}`
    ),
  signals: ({ signals = [] }) => signals.map((signal) => signal.signature),
  qml: (
    { qml }
  ) => [
    qml === null || qml === undefined
      ? "no QML item"
      : Object.entries(qml).map(([key, value]) => `${key}: ${formatValue(value)}`).join(", ")
  ],
  geometry: (
    { geometry }
  ) => [geometry === null || geometry === undefined ? "no widget, no geometry" : formatValue(geometry)],
  model: ({ model }) => [
    model === null || model === undefined
      ? "no model"
      : `${model.rowCount} rows, ${model.columnCount} columns${model.hasChildren ? ", has children" : ""}, roles ${
        Object.values(model.roleNames).join(" ")
      }`
  ]
}

/** The parts as text, each under its heading where there is more than one. */
const renderInspection = (inspection: Inspection, wanted: ReadonlyArray<Part>): string =>
  wanted.map((part) => {
    const lines = render[part](inspection).join("\n") || "none"
    return wanted.length === 1 ? lines : `${part}:\n${lines}`
  }).join("\n")

/** The wire methods of a part: one on the newest generation, one each on the seed. */
const wire = (...seed: ReadonlyArray<string>) => ({ newest: ["qt.objects.inspect"], seed })

const partTool = (name: string, part: Part, about: string, seed: string) =>
  make({
    name,
    kind: "read",
    about,
    params: { objectId: Param.objectId },
    wire: wire(seed),
    run: Effect.fn(name)(function*({ objectId }) {
      const found = yield* inspect(objectId, [part])
      return text(renderInspection(found, [part]), { ...found })
    })
  })

const Parts = Schema.Literals([...parts, "all"])

export const inspectionTools = [
  make({
    name: "qt_objects_inspect",
    kind: "read",
    about: "Parts of one object in one call.",
    example: { objectId: "e12", parts: ["info", "geometry"] },
    params: {
      objectId: Param.objectId,
      parts: Schema.optionalKey(
        Schema.Union([Parts, Schema.Array(Parts)]).annotate({ description: "default info" })
      )
    },
    wire: wire(
      "qt.objects.info",
      "qt.properties.list",
      "qt.methods.list",
      "qt.signals.list",
      "qt.qml.inspect",
      "qt.ui.geometry",
      "qt.models.info"
    ),
    run: Effect.fn("qt_objects_inspect")(function*({ objectId, parts: asked = "info" }) {
      const list = typeof asked === "string" ? [asked] : asked
      const wanted = list.includes("all") ? parts : parts.filter((part) => list.includes(part))
      const found = yield* inspect(objectId, wanted)
      return text(renderInspection(found, wanted), { ...found })
    })
  }),
  partTool("qt_objects_info", "info", "Class, base classes, visible and enabled of an object.", "qt.objects.info"),
  partTool("qt_properties_list", "properties", "Properties of an object with values.", "qt.properties.list"),
  partTool("qt_methods_list", "methods", "Methods of an object that can be invoked.", "qt.methods.list"),
  partTool("qt_signals_list", "signals", "Signals of an object.", "qt.signals.list"),
  partTool("qt_qml_inspect", "qml", "QML id, file and type of an object.", "qt.qml.inspect"),
  partTool("qt_models_info", "model", "Rows, columns and roles of a model or view.", "qt.models.info")
]
