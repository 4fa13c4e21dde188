using AgentWeb.Core.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Files;

public sealed class FileAllowanceTests
{
    private readonly Replies _replies = new();

    [Fact]
    public void Allowance_WhileRepliesRun_IsLess()
    {
        var allowance = Allowance(options => (options.CpuShare, options.CpuShareBesideReplies, options.UploadRate, options.UploadRateBesideReplies) = (0.5, 0.2, 9_000_000, 2_000_000));

        Assert.Equal((0.5, 9_000_000), (allowance.CpuShare, allowance.UploadRate));
        _replies.Any = true;
        Assert.Equal((0.2, 2_000_000), (allowance.CpuShare, allowance.UploadRate));
        _replies.Any = false;
        Assert.Equal((0.5, 9_000_000), (allowance.CpuShare, allowance.UploadRate));
    }

    [Fact]
    public void Allowance_LessWithoutReplies_IsNoMoreBesideThem()
    {
        var allowance = Allowance(options => (options.CpuShare, options.CpuShareBesideReplies, options.UploadRate, options.UploadRateBesideReplies) = (0.1, 0.2, 1_000_000, 2_000_000));

        _replies.Any = true;

        Assert.Equal((0.1, 1_000_000), (allowance.CpuShare, allowance.UploadRate));
    }

    private FileAllowance Allowance(Action<FilesOptions> configure) => new(
        new ServiceCollection().Configure(configure).BuildServiceProvider().GetRequiredService<IOptionsMonitor<FilesOptions>>(), [_replies]);

    private sealed class Replies : IRunningReplies
    {
        public bool Any { get; set; }
    }
}
