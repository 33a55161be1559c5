using System.Diagnostics;
using Milestone.Build.Engine;

namespace Milestone.Build.Database;

/// <summary>The postgres process of one data folder, as a child of the pipeline.</summary>
internal sealed class ServerProcess : IDisposable
{
    readonly Process process;
    readonly ManualResetEventSlim released;

    ServerProcess(Process process, ManualResetEventSlim released)
    {
        this.process = process;
        this.released = released;
    }

    public bool HasExited => process.HasExited;

    /// <summary>
    /// On Linux the server is in a session of its own, so that a Ctrl-C at the terminal stops the host first, and is told
    /// to shut down by the kernel when the pipeline dies, however it dies; unless it is to stay.
    /// </summary>
    public static async Task<ServerProcess> Start(
        PostgresBinaries binaries, ServerUser user, string data, string log, bool stays, Shell shell, CancellationToken stop)
    {
        if (!OperatingSystem.IsLinux())
            return await Launch(new ProcessStartInfo(binaries.Program("pg_ctl"), ["start", "-D", data, "-l", log, "-w", "-s"]));

        string[] diesWithParent = ["setpriv", "--pdeathsig", "INT", "--"];
        var tied = !stays && await shell.Read(diesWithParent[0], [.. diesWithParent[1..], "true"], stop) is not null;
        // The kernel forgets the wish when a process changes its user, so it is made last.
        string[] words = ["setsid", .. user.Prefix, .. tied ? diesWithParent : [], binaries.Program("postgres"), "-D", data];
        return await Launch(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", log, .. words]));
    }

    /// <summary>
    /// Lets go of the thread that started the server. Only after the server has ended: to Linux "the parent died" means
    /// that this thread has ended, and a thread of the pool ends whenever it likes.
    /// </summary>
    public void Dispose()
    {
        released.Set();
        process.Dispose();
    }

    static Task<ServerProcess> Launch(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<ServerProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new ManualResetEventSlim();
        var parent = new Thread(() =>
        {
            try
            {
                started.SetResult(new ServerProcess(Process.Start(start)!, released));
            }
            catch (System.ComponentModel.Win32Exception error)
            {
                started.SetException(new StepFailedException($"{start.FileName} could not be started: {error.Message}"));
                return;
            }
            released.Wait();
        })
        { IsBackground = true, Name = "parent of the database server" };
        parent.Start();
        return started.Task;
    }
}
