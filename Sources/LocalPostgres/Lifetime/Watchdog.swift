/// The shell script that runs beside the server and ends it when nobody needs it any more.
///
/// Every process that uses a server holds the write end of a named pipe open. When the last of them has gone,
/// however it went, the watchdog reads the end of the file and stops the server. Nothing has to be
/// remembered, and a process that is killed needs no cleaning up after.
///
/// A process that wants to join a running server can't tell from the pipe alone whether the watchdog has just
/// decided to stop: it may open the pipe a moment too late. So it writes a word and waits until the watchdog
/// has answered by making a file of that name, which it only does before it has decided. The word `keep`
/// makes the watchdog hold the pipe itself, so that the server outlives everybody.
enum Watchdog {
    /// Arguments: the server's folder, its socket folder, the signal that stops it, `keep` or `leave`,
    /// `scratch` or `project`; then the server's command. Standard input is the read end of the pipe.
    static let script = """
        folder=$1 sockets=$2 signal=$3 keep=$4 kind=$5
        shift 5
        umask 077
        exec 3<&0 </dev/null
        (
            exec >"$folder/log" 2>&1
            "$@" 3<&- &
            server=$!
            (
                if [ "$keep" = keep ]; then exec 4>"$folder/pipe"; fi
                while read -r word <&3; do
                    case $word in
                        *[!a-z0-9]*) ;;
                        keep) exec 4>"$folder/pipe" ;;
                        *) : >"$folder/answer-$word" ;;
                    esac
                done
                exec 3<&-
                # A server that has just been started doesn't hear the first one: the shell's background jobs begin
                # with these signals ignored. Asking twice does no harm.
                while [ ! -e "$folder/failed" ] && kill -"$signal" "$server" 2>/dev/null; do sleep 1; done
            ) &
            watcher=$!
            exec 3<&-
            wait "$server"
            if [ $? -ne 0 ] && [ "$kind" = scratch ]; then
                # Whoever started it wants to read the log: wait until they have gone.
                : >"$folder/failed"
                wait "$watcher"
            else
                kill "$watcher"
            fi
            rm -rf "$sockets"
            if [ "$kind" = scratch ]; then rm -rf "$folder"; fi
        ) &
        """
}
