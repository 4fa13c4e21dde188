using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.E2E.Faults;

/// <summary>Somebody who chats through the API and remembers every message that was accepted.</summary>
internal sealed class Person : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Accepted> _accepted = [];
    private readonly ApiUser _user;

    private Person(ApiUser user) => _user = user;

    /// <summary>Who it is.</summary>
    public TestAccount Account => _user.Account;

    /// <summary>The client, signed in.</summary>
    public HttpClient Http => _user.Http;

    /// <summary>What was accepted from this person, oldest first.</summary>
    public IReadOnlyList<Accepted> Accepted
    {
        get
        {
            lock (_gate)
            {
                return [.. _accepted];
            }
        }
    }

    /// <summary>Remembers nothing of what was accepted so far.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _accepted.Clear();
        }
    }

    /// <summary>Makes an account and signs in.</summary>
    public static async Task<Person> ArriveAsync(AgentWebServer server) => new(await ApiUser.RegisterAsync(server, TestAccount.Unique()));

    /// <summary>Sends a message that must be accepted.</summary>
    /// <param name="about">What it says: the directive of the model server that decides the answer, as a rule.</param>
    /// <param name="sessionId">The conversation; null for a new one.</param>
    /// <param name="model">Key of the model; null for the default one.</param>
    /// <param name="maxTokens">Most tokens of the reply; null for the server's limit.</param>
    public async Task<Accepted> AskAsync(string about, string? sessionId = null, string? model = null, int? maxTokens = null)
    {
        var message = new Outgoing(about) { SessionId = sessionId, Model = model, MaxTokens = maxTokens };
        using var answer = await TryAskAsync(message);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"The message was refused: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return Accepted.Single(accepted => string.Equals(accepted.ClientMessageId, message.ClientMessageId, StringComparison.Ordinal));
    }

    /// <summary>Sends a message to a server that may not be there; tells whether it was accepted.</summary>
    public async Task<bool> SendAsync(Outgoing message)
    {
        try
        {
            using var answer = await TryAskAsync(message);
            return answer.StatusCode == HttpStatusCode.Accepted;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return false;
        }
    }

    /// <summary>Sends a message; what is accepted is remembered.</summary>
    public async Task<HttpResponseMessage> TryAskAsync(Outgoing message)
    {
        var answer = await Http.PostAsJsonAsync("api/v1/chat", new
        {
            message = message.Text,
            session_id = message.SessionId,
            client_message_id = message.ClientMessageId,
            model = message.Model,
            max_tokens = message.MaxTokens,
        });
        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            Remember(message, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
        }

        return answer;
    }

    /// <summary>Remembers a message that was sent from a page.</summary>
    public async Task RememberPageAsync(DatabaseFile database, string text)
    {
        await using var db = database.Open();
        var rows = await (
            from job in db.Jobs.AsNoTracking()
            join question in db.Messages.AsNoTracking() on job.UserMessageId equals question.Id
            where question.Text == text
            select new { question.ClientMessageId, Job = job }).ToListAsync();
        var row = Assert.Single(rows);
        lock (_gate)
        {
            _accepted.Add(new(
                this,
                text,
                row.ClientMessageId!,
                PublicId.Format(PublicId.Session, row.Job.ConversationId),
                PublicId.Format(PublicId.Run, row.Job.RunId),
                PublicId.Format(PublicId.Message, row.Job.UserMessageId),
                PublicId.Format(PublicId.Message, row.Job.MessageId)));
        }
    }

    /// <summary>Stops a run; gives the status that the server answers once it is closed.</summary>
    public async Task<string> StopAsync(Accepted asked)
    {
        using var answer = await Http.PostAsJsonAsync("api/v1/chat/stop", new { run_id = asked.RunId });
        Assert.True(answer.IsSuccessStatusCode, $"Stop was refused: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["status"]!;
    }

    /// <summary>Goes on with a reply; gives the run as soon as it is accepted.</summary>
    public async Task<string> ContinueAsync(Accepted asked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/chat/continue") { Content = JsonContent.Create(new { message_id = asked.MessageId }) };
        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(answer.IsSuccessStatusCode, $"Continue was refused: {answer.StatusCode}");
        await foreach (var told in EventStream.ReadAsync(answer))
        {
            return (string)told["run_id"]!;
        }

        throw new InvalidDataException("The stream of the continuation was empty.");
    }

    /// <summary>The events of a run to its end.</summary>
    public Task<IReadOnlyList<JsonObject>> FollowAsync(Accepted asked) => FollowAsync(asked.RunId);

    /// <summary>The events of a run to its end.</summary>
    public async Task<IReadOnlyList<JsonObject>> FollowAsync(string runId)
    {
        using var deadline = new CancellationTokenSource(Invariants.Deadline);
        using var answer = await Http.GetAsync($"api/v1/chat/runs/{runId}/events", HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        answer.EnsureSuccessStatusCode();
        var events = new List<JsonObject>();
        await foreach (var told in EventStream.ReadAsync(answer).WithCancellation(deadline.Token))
        {
            events.Add(told);
        }

        return events;
    }

    /// <summary>A reply as the history has it.</summary>
    public async Task<JsonObject> ReplyAsync(Accepted asked) =>
        Assert.Single(await HistoryAsync(asked.SessionId), message => string.Equals((string?)message["id"], asked.MessageId, StringComparison.Ordinal));

    /// <summary>A conversation, oldest message first.</summary>
    public Task<IReadOnlyList<JsonObject>> HistoryAsync(string sessionId) => _user.HistoryAsync(sessionId);

    /// <inheritdoc/>
    public void Dispose() => _user.Dispose();

    private void Remember(Outgoing message, JsonObject receipt)
    {
        lock (_gate)
        {
            _accepted.Add(new(
                this, message.Text, message.ClientMessageId, (string)receipt["session_id"]!, (string)receipt["run_id"]!, (string)receipt["user_message_id"]!,
                (string)receipt["message_id"]!));
        }
    }
}
