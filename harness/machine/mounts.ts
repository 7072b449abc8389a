// The mounted file systems, from /proc/self/mountinfo (proc_pid_mountinfo(5)).

export interface Mount {
  /** What of the file system is visible here: `/`, or a part of it in a container. */
  readonly root: string
  readonly point: string
  /** Such as `ext4`, `overlay`, `cgroup2`. */
  readonly type: string
  readonly source: string
  /** Of the file system itself, such as the controllers of a version 1 cgroup. */
  readonly options: readonly string[]
}

export function parseMounts(mountinfo: string): Mount[] {
  return mountinfo
    .split('\n')
    .filter((line) => line.includes(' - '))
    .map((line) => {
      const [here = '', system = ''] = line.split(' - ', 2)
      const [, , , root = '', point = ''] = here.split(' ')
      const [type = '', source = '', options = ''] = system.split(' ')
      return {
        root: unescape(root),
        point: unescape(point),
        type,
        source: unescape(source),
        options: options.split(','),
      }
    })
}

/** The mount that a path lies on: the deepest, and of those at one place the one mounted last. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  const holding = mounts.filter(({ point }) => isBelow(path, point))
  const deepest = Math.max(...holding.map(({ point }) => point.length))
  return holding.findLast(({ point }) => point.length === deepest)
}

/** True for the directory itself, too. */
export function isBelow(path: string, directory: string): boolean {
  return (
    path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`)
  )
}

/** Spaces, tabs, line breaks and backslashes come as octal numbers. */
function unescape(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
}
