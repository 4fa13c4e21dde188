using System.Globalization;
using AgentWeb.Core.Files.Processes;

namespace AgentWeb.Tests.Files.Processes;

public sealed class QuietSchedulingTests
{
    [Fact]
    public async Task Thread_Quiet_StandsBehindAndTheOthersDoNot()
    {
        var others = NicenessIn("/proc/self/stat");
        await using var thread = new QuietThread("test", niceness: 10);
        var quiet = -1;

        await thread.RunAsync(() =>
        {
            quiet = NicenessIn("/proc/thread-self/stat");
            return Task.CompletedTask;
        });

        Assert.Equal(10, quiet);
        Assert.Equal(others, NicenessIn("/proc/self/stat"));
    }

    [Fact]
    public async Task Program_Limited_StandsBehind()
    {
        var limits = new ProcessLimits { ProcessorSeconds = 10, TakesInput = true };
        var cat = Executables.Find("cat");
        Assert.NotNull(cat);

        await using var program = LimitedProcess.Start(cat, [], limits, TimeProvider.System);

        Assert.NotNull(program);
        Assert.Equal(19, NicenessIn($"/proc/{program.Id}/stat"));
    }

    /// <summary>The nineteenth field of proc_pid_stat(5); the second one is a name in parentheses and may hold spaces.</summary>
    private static int NicenessIn(string path)
    {
        var line = File.ReadAllText(path);
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}
