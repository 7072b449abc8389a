// Where a function stands, named so that builds in different folders can be set side by side.
import { fileURLToPath } from 'node:url'

/** Folders that a path from elsewhere keeps: enough to be recognised, and nobody's home directory. */
const PARTS_KEPT = 2

/**
 * Of an address as V8 has it (`file:///…/src/app.js`, a plain path, `node:fs`): the path within the build's
 * `directory`, of installed packages from `node_modules` on. Undefined for code without a file.
 */
export function nameFile(address: string, directory: string): string | undefined {
  if (address === '' || address.startsWith('data:')) return undefined
  if (/^(?:node|wasm|evalmachine)/.test(address) && !address.includes('/node_modules/'))
    return address.slice(0, 80)
  const path = pathOf(address)
  // Dependencies are shared between builds and lie in a folder of their own.
  const installed = path.lastIndexOf('/node_modules/')
  if (installed !== -1) return path.slice(installed + 1)
  if (path.startsWith(`${directory}/`)) return path.slice(directory.length + 1)
  if (!path.startsWith('/')) return path
  const parts = path.split('/').slice(1)
  return parts.length <= PARTS_KEPT ? path : `…/${parts.slice(-PARTS_KEPT).join('/')}`
}

function pathOf(address: string): string {
  if (!address.startsWith('file:')) return address
  try {
    return fileURLToPath(address)
  } catch {
    return address
  }
}
