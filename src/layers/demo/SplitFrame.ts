const header = (length: number): Buffer => {
  if (length < 65536) {
    const short = Buffer.alloc(4)
    short.set([0x81, 126])
    short.writeUInt16BE(length, 2)
    return short
  }
  const long = Buffer.alloc(10)
  long.set([0x81, 127])
  long.writeBigUInt64BE(BigInt(length), 2)
  return long
}

/** An unmasked text frame over 125 bytes, cut in the middle. */
export const splitFrame = (text: string): readonly [Buffer, Buffer] => {
  const payload = Buffer.from(text, "utf8")
  const frame = Buffer.concat([header(payload.length), payload])
  const middle = Math.floor(frame.length / 2)
  return [frame.subarray(0, middle), frame.subarray(middle)]
}
