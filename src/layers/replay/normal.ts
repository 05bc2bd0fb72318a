/** What is another one every time, and what stands for it in a comparison. */
const varying: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?/g, "<time>"],
  [/\b\d{1,2}:\d{2}:\d{2}(?:\.\d+)?\b/g, "<time>"],
  [/\b1[5-9]\d{11}\b/g, "<time>"],
  [/(\btimestamp"?[:=] ?)\d+/gi, "$1<time>"],
  [/\b\d+(?:\.\d+)? ?(?:ms|milliseconds?|s|seconds?|min|minutes?)\b/g, "<duration>"],
  [/(latency"?[:=]? ?)\d+/gi, "$1<duration>"],
  [/\b(wss?:\/\/[^\s/:]+):\d+/g, "$1:<port>"],
  [/(\b(?:pid|port)"?[:=]? ?)\d+/gi, "$1<number>"],
  [/<(image\/[\w.+-]+), \d+ bytes>/g, "<$1>"]
]

/** A text without times, durations, ports, process ids and sizes of pictures. */
export const normal = (text: string): string =>
  varying.reduce((changed, [pattern, mark]) => changed.replaceAll(pattern, mark), text)
