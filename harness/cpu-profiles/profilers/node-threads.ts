// Names for the threads of a Node server, the same in every build as far as that can be.

/** `CPU.<day>.<time>.<pid>.<thread>.<number>.cpuprofile`; thread 0 is the main one. */
const PATTERN = /^CPU\.\d+\.\d+\.(\d+)\.(\d+)\.\d+\.cpuprofile$/

/** In the order of the files, busiest first: the process of the first is the server, others are numbered. */
export function nameThreads(fileNames: readonly string[]): readonly string[] {
  const parts = fileNames.map((fileName) => PATTERN.exec(fileName))
  const pids = [...new Set(parts.flatMap((match) => match?.[1] ?? []))]
  return parts.map((match, index) => {
    if (match === null) return `thread ${index + 1}`
    const [, pid, thread] = match
    const name = thread === '0' ? 'main thread' : `worker ${thread}`
    const process = pids.indexOf(pid!)
    return process === 0 ? name : `process ${process + 1}, ${name}`
  })
}
