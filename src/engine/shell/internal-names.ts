/** Variables and commands of ours inside the shell start with this; no user sees them, and they never outlive a statement. */
export const INTERNAL_PREFIX = '__cka_net_';

/** Marks a command whose output goes straight to the reader; set as a temporary assignment in front of it. */
export const DIRECT_MARK = `${INTERNAL_PREFIX}direct`;
/** Marks a command whose standard error goes where its standard output goes. */
export const MERGED_MARK = `${INTERNAL_PREFIX}merged`;
/** The programs that read what a command prints. */
export const PIPED_TO = `${INTERNAL_PREFIX}piped_to`;
/** Lets the host application have its turn; keeps `$?`, which is its argument. */
export const TICK = `${INTERNAL_PREFIX}tick`;
/** Parses what `eval` or `source` is to run and puts it into the group that follows. */
export const LOAD = `${INTERNAL_PREFIX}load`;
/** Runs a program named by its path: its arguments are the line, the path and the program's arguments. */
export const RUN_FILE = `${INTERNAL_PREFIX}run_file`;
/** Goes before an `exit`, so that the EXIT trap finds the shell's variables. */
export const EXITING = `${INTERNAL_PREFIX}exiting`;
/** Has the status that is its argument. */
export const SET_STATUS = `${INTERNAL_PREFIX}set_status`;
/** Says what bash's `test` says about operands that are no numbers. */
export const TEST_ERROR = `${INTERNAL_PREFIX}test_error`;
/** Given an empty command substitution as its value, makes the status of an assignment 0, as in bash. */
export const ASSIGNED = `${INTERNAL_PREFIX}assigned`;
/** With a number, holds the text of an arithmetic expression. */
export const ARITHMETIC = `${INTERNAL_PREFIX}arithmetic`;
/** Starts a program, or any other command, in the background; prints `$!`; waits for jobs. */
export const START = `${INTERNAL_PREFIX}start`;
export const SPAWN = `${INTERNAL_PREFIX}spawn`;
export const LAST_PID = `${INTERNAL_PREFIX}last_pid`;
export const TYPE = `${INTERNAL_PREFIX}type`;
export const WAIT = `${INTERNAL_PREFIX}wait`;
/** Keeps the status and the last argument of a statement for the epilogue's reader. */
export const STATUS = `${INTERNAL_PREFIX}status`;
export const LAST_ARGUMENT = `${INTERNAL_PREFIX}last`;
export const PIPE_STATUS = `${INTERNAL_PREFIX}pipestatus`;

/** Appending to these shows text to the reader; commands are redirected there so that output appears in order. A line number follows. */
export const READER_OUT = '/dev/.cka-net-out';
export const READER_ERR = '/dev/.cka-net-err.';
/** Appending to this hands text to the session: what `declare -a` and the like print. */
export const LISTING = '/dev/.cka-net-listing';
/** Followed by the name of a variable with a new value each time, a file with that value. */
export const VALUE_FILE = '/dev/.cka-net-value.';
/** Reading this gives the host application its turn; a status follows, and reading fails when it is not 0. */
export const TICK_FILE = '/dev/.cka-net-tick.';
