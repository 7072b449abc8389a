// Entry of the server: makes Node keep what it compiles, then goes on with the command. Everything else is imported
// after that, or it would be compiled anew at every start: once per thread, which also costs each thread the memory of
// the compiler that strips the types (203 MB resident after a start, 172 MB from the cache).
import { enableCompileCache } from 'node:module'
import { placesOf } from './config/places.ts'

// A place that the user or a test named, or a ban, goes before ours; Node itself heeds both.
const { directory } = enableCompileCache(
  process.env['NODE_COMPILE_CACHE'] ?? placesOf(process.env, process.platform).compiled,
)
// Worker threads learn of it in this way only.
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] ??= directory
const { run } = await import('./command.ts')
await run()
