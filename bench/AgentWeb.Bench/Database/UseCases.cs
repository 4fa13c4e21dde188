using System.Diagnostics;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Conversations;

namespace AgentWeb.Bench.Database;

/// <summary>What is measured: one call of a use case each, with its own context, as the server makes it.</summary>
internal static class UseCases
{
    private const int MessagePage = 100;
    private const int SidebarPage = 50;

    /// <summary>Sends a message into a conversation that is there.</summary>
    public static async Task<TimeSpan> SendAsync(DatabaseStage stage)
    {
        var writer = stage.Archive.Any(stage.Random);
        var input = new SendMessageInput("And what does it do with this one?", writer.Conversations[stage.Random.Next(writer.Conversations.Count)]);
        var started = Stopwatch.GetTimestamp();
        var sent = await stage.Get<SendMessage>().RunAsync(writer.Id, input, CancellationToken.None);
        var time = Stopwatch.GetElapsedTime(started);
        Expect(sent.Succeeded, "A message was refused.");
        return time;
    }

    /// <summary>Opens a long conversation.</summary>
    public static Task<TimeSpan> ReadNewestAsync(DatabaseStage stage)
    {
        var writer = stage.Archive.Any(stage.Random);
        return ReadAsync(stage, writer, before: null);
    }

    /// <summary>Scrolls back in a long conversation.</summary>
    public static Task<TimeSpan> ReadMiddleAsync(DatabaseStage stage)
    {
        var writer = stage.Archive.Any(stage.Random);
        return ReadAsync(stage, writer, writer.LongMessages[stage.Random.Next(MessagePage, writer.LongMessages.Count)]);
    }

    /// <summary>Opens the sidebar.</summary>
    public static async Task<TimeSpan> ListFirstAsync(DatabaseStage stage)
    {
        var writer = stage.Archive.Any(stage.Random);
        return (await ListAsync(stage, writer, after: null)).Time;
    }

    /// <summary>Scrolls down in the sidebar.</summary>
    public static async Task<TimeSpan> ListMiddleAsync(DatabaseStage stage)
    {
        var writer = stage.Archive.Any(stage.Random);
        var id = writer.Conversations[stage.Random.Next(SidebarPage + 2, writer.Conversations.Count)];
        var found = await stage.Get<GetConversation>().RunAsync(writer.Id, id, CancellationToken.None);
        return (await ListAsync(stage, writer, new(false, found.Value!.LastActiveAt, id))).Time;
    }

    /// <summary>Asks where a job stands.</summary>
    public static async Task<TimeSpan> FindPlaceAsync(DatabaseStage stage)
    {
        var run = stage.Line.Any(stage.Random);
        var started = Stopwatch.GetTimestamp();
        var place = await stage.Get<PlaceInQueue>().RunAsync(run, CancellationToken.None);
        var time = Stopwatch.GetElapsedTime(started);
        Expect(place.Position > 0, "A waiting job has no place.");
        return time;
    }

    /// <summary>Picks the next job.</summary>
    public static async Task<TimeSpan> TakeNextAsync(DatabaseStage stage)
    {
        var started = Stopwatch.GetTimestamp();
        var job = await stage.Get<GenerationQueue>().TakeNextAsync(CancellationToken.None);
        var time = Stopwatch.GetElapsedTime(started);
        Expect(job is not null, "Nothing was picked though jobs wait.");
        await stage.FinishAsync(job!.Identity.RunId);
        return time;
    }

    private static async Task<TimeSpan> ReadAsync(DatabaseStage stage, Writer writer, Guid? before)
    {
        var started = Stopwatch.GetTimestamp();
        var page = await stage.Get<ReadTranscript>().RunAsync(writer.Id, writer.Conversations[0], MessagePage, before, CancellationToken.None);
        var time = Stopwatch.GetElapsedTime(started);
        Expect(page.Succeeded && page.Value.Messages.Count == MessagePage, "A page is not full.");
        return time;
    }

    private static async Task<(ConversationPage Page, TimeSpan Time)> ListAsync(DatabaseStage stage, Writer writer, ConversationCursor? after)
    {
        var started = Stopwatch.GetTimestamp();
        var page = await stage.Get<ListConversations>().RunAsync(writer.Id, after, SidebarPage, CancellationToken.None);
        var time = Stopwatch.GetElapsedTime(started);
        Expect(page.Items.Count == SidebarPage, "A page is not full.");
        return (page, time);
    }

    private static void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
