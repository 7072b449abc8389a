// What a ref, a recipe and a build are. Types only: whoever composes a session depends on this file.

/** `[label=]ref[:variant]`, taken apart. */
export interface TargetName {
  /** Safe in a file name and unique among the targets of a comparison. */
  readonly label: string
  /** As typed; `.` is the working tree. */
  readonly ref: string
  readonly variant?: string
}

/** A repository and the environment that git is run with. `openRepository` makes one. */
export interface Repository {
  /** Top of the working tree, or the git directory of a bare repository. */
  readonly root: string
  /** The git directory that holds objects and refs (shared by all worktrees). */
  readonly gitDirectory: string
  readonly bare: boolean
  readonly environment: NodeJS.ProcessEnv
}

interface ResolvedCommit {
  /** As typed. */
  readonly input: string
  /** Full id. */
  readonly commit: string
  readonly shortId: string
  readonly subject: string
  /** Committer date, ISO 8601 with offset. */
  readonly committedAt: string
}

/** A commit, resolved once: later moves of a branch change nothing. */
export interface CommitRef extends ResolvedCommit {
  readonly kind: 'commit'
  readonly dirty: false
}

/** The working tree as it was when captured: tracked files and untracked ones that are not ignored. */
export interface WorktreeRef extends ResolvedCommit {
  readonly kind: 'worktree'
  /** True when its files differ from those of `commit`, which is HEAD. */
  readonly dirty: boolean
  /** Git tree id over the exact bytes: the same files give the same build. */
  readonly tree: string
  /** A git directory of our own whose index holds the captured files. */
  readonly captureDirectory: string
}

export type Ref = CommitRef | WorktreeRef

/** How to make a ref runnable. Everything in it is part of the build's key. */
export interface BuildRecipe {
  /** Program and arguments that install dependencies, such as `['npm', 'ci']`. */
  readonly install?: readonly string[]
  /** Relative path of the lock file; `node_modules` is shared between builds only when it is named and exists. */
  readonly lockFile?: string
  readonly build?: readonly string[]
  /** Variables that the config sets for these commands. */
  readonly environment?: Readonly<Record<string, string>>
  /** Deadline for each command. */
  readonly timeoutMs?: number
}

/** A ref made runnable. */
export interface Build {
  readonly key: string
  readonly directory: string
  readonly commit: string
  readonly shortId: string
  readonly subject: string
  readonly committedAt: string
  readonly dirty: boolean
  /** True when it was there already. */
  readonly reused: boolean
  /** What install and build printed. */
  readonly logFile: string
}

/** What a build needs of the invocation that asks for it; a `Run` of targets fulfils it. */
export interface BuildOwner {
  /** Marks every process that belongs to the invocation. */
  readonly environment: Readonly<Record<string, string>>
  /** Removed with the invocation. */
  readonly directory: string
  recordGroup(pid: number, label: string): void
  /** Keeps a build from being pruned while the invocation lives. */
  hold(key: string): void
  heldNames(): ReadonlySet<string>
  lock(
    name: string,
    options: {
      readonly timeoutMs: number
      readonly signal?: AbortSignal | undefined
      readonly onWait?: ((owner: string) => void) | undefined
    },
  ): Promise<() => void>
}

export interface PrepareBuildRequest {
  readonly repository: Repository
  readonly ref: Ref
  readonly recipe: BuildRecipe
  readonly cacheDirectory: string
  readonly owner: BuildOwner
  readonly onProgress?: ((step: BuildStep) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** For progress lines: what is about to happen. */
export type BuildStep =
  | { readonly kind: 'reused' | 'checkout' | 'install' | 'build' | 'done'; readonly key: string }
  | { readonly kind: 'waiting'; readonly key: string; readonly owner: string }
