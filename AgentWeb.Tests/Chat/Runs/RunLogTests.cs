using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Chat.Runs;

public sealed class RunLogTests
{
    private static readonly DoneEvent Done = new("msg-1", "complete", "stop");

    [Fact]
    public void ReadFromAsync_AnyPiecesFromAnyNumber_GivesTheRestInOrder()
    {
        var pieces = Gen.ArrayOf(Gen.Zip(Gen.Elements('t', 'r', 'e'), Gen.Choose(1, 6000))).ToArbitrary();
        var property = Prop.ForAll(pieces, Gen.Choose(0, 40).ToArbitrary(), (written, after) =>
        {
            var (log, textAfter, reasoningAfter) = Write(written);
            var start = Math.Min(after, written.Length);

            var read = log.ReadFromAsync(start).ToBlockingEnumerable().ToList();

            Assert.Equal(textAfter[start], string.Concat(read.OfType<TextEvent>().Select(e => e.Text)));
            Assert.Equal(reasoningAfter[start], string.Concat(read.OfType<ThinkingEvent>().Select(e => e.Text)));
            Assert.All(read.OfType<TextEvent>(), e => Assert.InRange(e.Text.Length, 1, RunSubscription.MaxEventCharacters));
            Assert.All(read.Zip(read.Skip(1)), pair => Assert.True(pair.First.Number < pair.Second.Number));
            Assert.Equal(Done with { Number = written.Length + 1 }, read[^1]);
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), property);
    }

    [Fact]
    public async Task ReadAllAsync_ReaderThatWaits_GetsEachPieceAndThenTheEnd()
    {
        var log = new RunLog();
        using var subscription = log.Subscribe();
        await using var events = subscription.ReadAllAsync().GetAsyncEnumerator();
        for (var i = 0; i < 100; i++)
        {
            var next = events.MoveNextAsync();
            log.AppendText("x");
            Assert.True(await next);
            Assert.Equal(("x", i + 1L), (((TextEvent)events.Current).Text, events.Current.Number));
        }

        var last = events.MoveNextAsync();
        log.Complete(MessageStatus.Complete, Done);
        Assert.True(await last);
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task ReadAllAsync_ReaderThatDidNotRead_GetsAllOfItMerged()
    {
        var log = new RunLog();
        using var slow = log.Subscribe();
        for (var i = 0; i < 10_000; i++)
        {
            log.AppendText("ab");
        }

        log.Complete(MessageStatus.Complete, Done);
        var read = await slow.ReadAllAsync().ToListAsync();

        Assert.Equal(20_000, read.OfType<TextEvent>().Sum(e => e.Text.Length));
        Assert.Equal(3, read.Count); // Two of at most 16 K characters, and the end.
    }

    [Fact]
    public void Append_AfterTheEnd_ChangesNothing()
    {
        var log = new RunLog();
        log.Complete(MessageStatus.Stopped, Done);

        log.AppendText("late");
        log.Complete(MessageStatus.Complete, Done);

        Assert.Equal((1L, MessageStatus.Stopped, ""), (log.LastNumber, log.Status, log.Snapshot().Text));
    }

    [Fact]
    public void Dispose_Subscription_IsForgotten()
    {
        var log = new RunLog();
        var subscriptions = Enumerable.Range(0, 10).Select(_ => log.Subscribe()).ToList();

        subscriptions.ForEach(s => s.Dispose());

        Assert.Equal(0, log.SubscriptionCount);
    }

    [Fact]
    public async Task ReadFromAsync_NumberTheLogDoesNotHold_GivesOneSnapshotAndWhatFollows()
    {
        var log = new RunLog();
        log.AppendText("so far");
        await using var events = log.ReadFromAsync(after: 812).GetAsyncEnumerator();

        Assert.True(await events.MoveNextAsync());
        Assert.Equal(new SnapshotEvent(1, "so far", "streaming") { Number = 1 }, events.Current);
        log.AppendText(" and on");
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(" and on", ((TextEvent)events.Current).Text);
    }

    [Fact]
    public async Task Append_WhileManyRead_EveryReaderSeesTheSame()
    {
        var log = new RunLog();
        var readers = Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            using var subscription = log.Subscribe();
            return string.Concat((await subscription.ReadAllAsync().ToListAsync()).OfType<TextEvent>().Select(e => e.Text));
        })).ToList();
        await Eventually.TrueAsync(() => log.SubscriptionCount == 20, "all read");

        for (var i = 0; i < 2000; i++)
        {
            log.AppendText(i + " ");
        }

        log.Complete(MessageStatus.Complete, Done);

        var expected = string.Concat(Enumerable.Range(0, 2000).Select(i => i + " "));
        Assert.All(await Task.WhenAll(readers), text => Assert.Equal(expected, text));
    }

    /// <summary>A log with these entries, and what each place in it is followed by.</summary>
    private static (RunLog Log, List<string> TextAfter, List<string> ReasoningAfter) Write((char Kind, int Length)[] pieces)
    {
        var log = new RunLog();
        var texts = new List<string>();
        var reasonings = new List<string>();
        foreach (var ((kind, length), index) in pieces.Select((piece, index) => (piece, index)))
        {
            var content = new string((char)('a' + (index % 26)), length);
            texts.Add(kind == 't' ? content : "");
            reasonings.Add(kind == 'r' ? content : "");
            switch (kind)
            {
                case 't':
                    log.AppendText(content);
                    break;
                case 'r':
                    log.AppendReasoning(content);
                    break;
                default:
                    log.Append(new StatusEvent("processing"));
                    break;
            }
        }

        log.Complete(MessageStatus.Complete, Done);
        return (log, Rests(texts), Rests(reasonings));
    }

    private static List<string> Rests(List<string> pieces) =>
        [.. Enumerable.Range(0, pieces.Count + 1).Select(i => string.Concat(pieces.Skip(i)))];
}
