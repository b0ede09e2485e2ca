/** A view for many writes of numbers: the methods of Buffer check each offset a second time. */
export const dataViewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView =>
  new DataView(buffer, byteOffset, byteLength)
