using System.Text;
using System.Text.Json;
using AgentWeb.Core.Models.Endpoints;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Models.Endpoints;

/// <summary>How the network cuts an answer must not show in it.</summary>
public sealed class AnswerReaderProperties
{
    private static readonly string[] Lines =
    [
        ": keep-alive\n\n", "data: {\"choices\":[]}\r\n\r\n", "data: no JSON\n\n", "event: message\ndata:{\"choices\":[{\"delta\":{\"content\":\"größer 世界 🌍\"}}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"reasoning\":\"hm \\ud83d\\ude00\"}}]}\n\n", "data: {\"choices\":[{\"delta\":{\"content\":\"a\\\"b\\\\c\\n\"}}]}\r\r",
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}\n\n",
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n", "data: [DONE]\n\n",
        "data: {\"choices\":[\ndata: {\"delta\":{\"content\":\"two lines\"}}]}\n\n", "\n", "data:\n\n",
    ];

    [Fact]
    public void Read_AnyChunking_SameChunks()
    {
        var bodies = Gen.Elements(Lines).ListOf().Select(string.Concat);
        var cuts = Gen.Choose(1, 40).NonEmptyListOf().Select(sizes => sizes.ToArray());

        Check.QuickThrowOnFailure(Prop.ForAll(bodies.ToArbitrary(), cuts.ToArbitrary(), (body, sizes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            return Read(bytes, [bytes.Length + 1]) == Read(bytes, sizes);
        }));
    }

    [Fact]
    public void Read_AnyBytes_NeverFailsAndChunkingDoesNotShow()
    {
        var cuts = Gen.Choose(1, 40).NonEmptyListOf().Select(sizes => sizes.ToArray());

        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), cuts.ToArbitrary(), (noise, sizes) =>
        {
            byte[] bytes = [.. "data: {\"choices\":[{\"delta\":{\"content\":\""u8, .. noise, .. "\"}}]}\n\n"u8, .. noise];
            return Read(bytes, [bytes.Length + 1]) == Read(bytes, sizes);
        }));
    }

    [Fact]
    public void Read_AnyText_ComesOutAsItWentIn()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
            var chunk = new Chunk();
            var json = JsonSerializer.SerializeToUtf8Bytes(new { choices = new[] { new { delta = new { content = valid } } } });
            return ChunkReader.TryRead(json, chunk) && (chunk.Text ?? "") == valid;
        }));
    }

    private static string Read(byte[] bytes, int[] sizes)
    {
        var reading = ReadAsync(bytes, sizes);
        // The stream answers at once, so there is nothing to wait for, and FsCheck takes no tasks.
        Assert.True(reading.IsCompletedSuccessfully);
#pragma warning disable VSTHRD002
        return reading.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    private static async Task<string> ReadAsync(byte[] bytes, int[] sizes)
    {
        var seen = new StringBuilder();
        var reader = new AnswerReader(new ChunkedStream(bytes, sizes), () => seen.Append("|done"));
        await foreach (var chunk in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            seen.Append('|').Append(chunk.Text).Append('|').Append(chunk.Reasoning).Append('|').Append(chunk.FinishReason)
                .Append('|').Append(chunk.Usage?.TotalTokenCount).Append('|').AppendJoin(';', chunk.ToolCalls);
        }

        return seen.Append('|').Append(reader.Unreadable).ToString();
    }
}
