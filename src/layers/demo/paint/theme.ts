/** The colours of the simulated style. */
export const theme = {
  window: 0xefefef,
  base: 0xffffff,
  text: 0x202020,
  dim: 0x8a8a8a,
  border: 0xb0b0b0,
  button: 0xf7f7f7,
  pressed: 0xd8d8d8,
  accent: 0x308cc6,
  accentText: 0xffffff,
  selection: 0xb8dcf0,
  header: 0xe4e4e4,
  desktop: 0x4a6572,
  title: 0x37474f
}
