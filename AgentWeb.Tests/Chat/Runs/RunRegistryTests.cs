using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Chat.Runs;

public sealed class RunRegistryTests
{
    private readonly RunRegistry _registry = new(new ManualTime());

    /// <summary>Whether anything runs here, and whether a reply does.</summary>
    private (bool Runs, bool Replies) Any => (_registry.AnyRunsHere, ((IRunningReplies)_registry).Any);

    [Fact]
    public void Any_FromTheFirstThatBeginsToTheLastThatEnds()
    {
        var (one, other) = (Known(), Known());
        Assert.Equal((false, false), Any); // Known is not written here.

        _registry.Begin(one);
        _registry.Begin(one); // Given back and taken again.
        _registry.Begin(other);
        _registry.End(one);
        _registry.End(one);
        Assert.Equal((true, true), Any);

        _registry.End(other);
        Assert.Equal((false, false), Any);
    }

    [Fact]
    public void Any_EndOfARunOfAnotherNode_CountsForNothing()
    {
        var (here, elsewhere) = (Known(), Known());
        _registry.Begin(here);

        _registry.End(elsewhere);
        _registry.Begin(elsewhere); // Too late.

        Assert.Equal((true, true), Any);
        _registry.End(here);
        Assert.Equal((false, false), Any);
    }

    [Theory]
    [InlineData(JobKind.Reply, true)]
    [InlineData(JobKind.Continuation, true)]
    [InlineData(JobKind.Title, false)]
    [InlineData(JobKind.Summary, false)]
    public void Any_OfEachKind_CountsAsAReplyWhenItIsOne(JobKind kind, bool isReply)
    {
        var run = Known(kind);

        _registry.Begin(run);
        Assert.Equal((true, isReply), Any);

        _registry.End(run);
        Assert.Equal((false, false), Any);
    }

    [Fact]
    public void Any_ReplyEndsBeforeWhatRunsInTheBackground_OnlyThatStillRuns()
    {
        var (reply, title) = (Known(), Known(JobKind.Title));
        _registry.Begin(reply);
        _registry.Begin(title);

        _registry.End(reply);

        Assert.Equal((true, false), Any);
    }

    private LiveRun Known(JobKind kind = JobKind.Reply) => _registry.GetOrAdd(
        new(1, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), ContinuesFrom: null, kind));
}
