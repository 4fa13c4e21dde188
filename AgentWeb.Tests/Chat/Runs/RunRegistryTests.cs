using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Chat.Runs;

public sealed class RunRegistryTests
{
    private readonly RunRegistry _registry = new(new ManualTime());

    [Fact]
    public void Any_FromTheFirstThatBeginsToTheLastThatEnds()
    {
        var (one, other) = (Known(), Known());
        Assert.False(_registry.Any); // Known is not written here.

        _registry.Begin(one);
        _registry.Begin(one); // Given back and taken again.
        _registry.Begin(other);
        _registry.End(one);
        _registry.End(one);
        Assert.True(_registry.Any);

        _registry.End(other);
        Assert.False(_registry.Any);
    }

    [Fact]
    public void Any_EndOfARunOfAnotherNode_CountsForNothing()
    {
        var (here, elsewhere) = (Known(), Known());
        _registry.Begin(here);

        _registry.End(elsewhere);
        _registry.Begin(elsewhere); // Too late.

        Assert.True(_registry.Any);
        _registry.End(here);
        Assert.False(_registry.Any);
    }

    private LiveRun Known() => _registry.GetOrAdd(
        new(1, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), ContinuesFrom: null, JobKind.Reply));
}
