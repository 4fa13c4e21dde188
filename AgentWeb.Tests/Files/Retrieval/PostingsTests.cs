using AgentWeb.Core.Files.Retrieval.Index;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Files.Retrieval;

public sealed class PostingsTests
{
    [Fact]
    public void TryRead_AnyPostings_GivesWhatWasWritten()
    {
        var posting =
            from gap in Gen.Choose(1, 100_000)
            from count in Gen.Choose(0, 5000)
            from heading in Gen.Elements(true, false)
            from length in Gen.Choose(0, 1_000_000)
            select (gap, count, heading, length);

        Check.QuickThrowOnFailure(Prop.ForAll(posting.ListOf().ToArbitrary(), gaps =>
        {
            var position = -1;
            var postings = gaps.Select(p => new Posting(position += p.gap, p.count, p.heading, p.length)).ToList();
            var writer = new PostingsWriter();
            postings.ForEach(writer.Add);

            return Read(writer.ToArray()).SequenceEqual(postings);
        }));
    }

    [Fact]
    public void TryRead_CutBytes_EndsWithoutFailing()
    {
        var writer = new PostingsWriter();
        writer.Add(new(300, 2, InHeading: true, 200));
        writer.Add(new(301, 1, InHeading: false, 150));

        Assert.Single(Read(writer.ToArray()[..^1]));
        Assert.Empty(Read([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
    }

    private static List<Posting> Read(byte[] bytes)
    {
        var found = new List<Posting>();
        var reader = new PostingsReader(bytes);
        while (reader.TryRead(out var posting))
        {
            found.Add(posting);
        }

        return found;
    }
}
