using System.Runtime.InteropServices;

namespace AgentWeb.Core.Files.Processes;

/// <summary>
/// Has a thread or a program that was just started stand behind others. On Linux it also asks for the shortest turns: whoever wakes up waits until the
/// turn that is running ends, which is 1.4 ms or more on a small machine however far behind its owner stands, and longer than a token takes (see
/// sched_setattr(2); the length of turns is obeyed since Linux 6.12 and ignored before). Where none of this is known, nothing changes.
/// </summary>
internal static partial class QuietScheduling
{
    /// <summary>Stands for the thread that calls.</summary>
    public const int CallingThread = 0;

    private const int OfThread = 0; // PRIO_PROCESS, which on Linux means a thread.
    private const ulong ShortestTurnNanoseconds = 100_000;

    /// <summary>Has it stand behind others from now on, and what it starts.</summary>
    /// <param name="id">Id of the thread, or of a program with one thread.</param>
    /// <param name="niceness">How far it stands behind, from 0 to 19.</param>
    /// <returns>Whether the system did so. Only on Linux have threads a niceness of their own; elsewhere it would be that of the whole server.</returns>
    public static bool StandBehind(int id, int niceness)
    {
        if (OperatingSystem.IsWindows() || (id == CallingThread && !OperatingSystem.IsLinux()))
        {
            return false;
        }

        try
        {
            return AskForShortTurns(id, niceness) || SetPriority(OfThread, id, niceness) == 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false; // A system without this library.
        }
    }

    private static bool AskForShortTurns(int id, int niceness)
    {
        if (!OperatingSystem.IsLinux() || NumberOfCall() is not { } call)
        {
            return false;
        }

        var attributes = new SchedulingAttributes { Size = (uint)Marshal.SizeOf<SchedulingAttributes>(), Niceness = niceness, Runtime = ShortestTurnNanoseconds };
        return SystemCall(call, id, ref attributes, 0) == 0;
    }

    /// <summary>Number of <c>sched_setattr</c>, for which C libraries have no function until lately.</summary>
    private static nint? NumberOfCall() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 314,
        Architecture.Arm64 => 274,
        _ => null,
    };

    /// <summary>The kernel's <c>struct sched_attr</c> in its first form.</summary>
    private struct SchedulingAttributes
    {
        public uint Size;
        public uint Policy; // 0, SCHED_OTHER: what everybody has.
        public ulong Flags;
        public int Niceness;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SystemCall(nint number, int id, ref SchedulingAttributes attributes, uint flags);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, int who, int niceness);
}
