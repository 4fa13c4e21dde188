using System.Globalization;
using System.Net.WebSockets;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace AgentWeb.Bench.Circuits;

/// <summary>
/// A page without a browser: opens a circuit as blazor.web.js does, acknowledges each batch at once, and answers calls of scripts with
/// what such calls return, an object or nothing.
/// </summary>
internal sealed class CircuitClient : IAsyncDisposable
{
    private const int ObjectReference = 1;
    private const string StartId = "0";

    private static readonly CircuitMessages Messages = new();
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);

    private readonly HubSocket _socket = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _scriptsLoaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ApiUser _person;
    private readonly Action<byte[]> _onBatch;
    private Task _reading = Task.CompletedTask;
    private Task _pinging = Task.CompletedTask;
    private CircuitPage? _page;
    private string? _secret;
    private volatile bool _leaving;

    private CircuitClient(ApiUser person, Action<byte[]> onBatch) => (_person, _onBatch) = (person, onBatch);

    /// <summary>Opens a page and returns once its scripts have been asked for, which is when a person can use it.</summary>
    /// <param name="person">Who opens it.</param>
    /// <param name="path">The page.</param>
    /// <param name="onBatch">Gets each render batch.</param>
    public static async Task<CircuitClient> OpenAsync(ApiUser person, string path, Action<byte[]> onBatch)
    {
        var client = new CircuitClient(person, onBatch);
        var server = person.Http.BaseAddress!;
        client._page = CircuitPage.Read(await person.Http.GetStringAsync(path));
        await client._socket.ConnectAsync(server, person.Http.DefaultRequestHeaders.Authorization!.ToString(), client._closing.Token);
        client._reading = client.ReadAsync();
        client._pinging = client.PingAsync();
        await client.SendAsync(new InvocationMessage(StartId, "StartCircuit", [server.ToString(), new Uri(server, path).ToString(), "[]", ""]));
        if (await Task.WhenAny(client._reading, client._scriptsLoaded.Task).WaitAsync(TimeSpan.FromSeconds(60)) == client._reading)
        {
            await client._reading;
            throw new InvalidOperationException("The circuit was closed before the page could be used.");
        }

        return client;
    }

    /// <summary>Closes the page, and says so as browsers do: the circuit would be kept for its return otherwise.</summary>
    public async ValueTask DisposeAsync()
    {
        _leaving = true;
        if (_secret is not null)
        {
            using var form = new MultipartFormDataContent { { new StringContent(_secret), "circuitId" } };
            using var closed = await _person.Http.PostAsync(new Uri("_blazor/disconnect", UriKind.Relative), form);
        }

        await _closing.CancelAsync();
        await _reading;
        await _pinging;
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _socket.NextAsync(Messages, _closing.Token) is { } message)
            {
                await AnswerAsync(message);
            }
        }
        catch (Exception end) when (_leaving && end is OperationCanceledException or WebSocketException)
        {
            // Closed by us.
        }
    }

    private Task AnswerAsync(HubMessage message) => message switch
    {
        InvocationMessage { Target: CircuitMessages.RenderBatch } batch => AcknowledgeAsync((long)batch.Arguments[0]!, (byte[])batch.Arguments[1]!),
        InvocationMessage { Target: CircuitMessages.BeginInvokeJS } call => ReturnAsync((long)call.Arguments[0]!, (string)call.Arguments[1]!, (string?)call.Arguments[2] ?? "", (int)call.Arguments[3]!),
        // A circuit that we ended complains of what was on its way.
        InvocationMessage { Target: CircuitMessages.Error } or CloseMessage when _leaving => Task.CompletedTask,
        InvocationMessage { Target: CircuitMessages.Error } error => throw new InvalidOperationException($"The circuit failed: {error.Arguments[0]}"),
        InvocationBindingFailureMessage failure => Task.FromException(failure.BindingFailure.SourceException),
        CompletionMessage { InvocationId: StartId, Result: null } => throw new InvalidOperationException("The circuit was refused."),
        CompletionMessage { InvocationId: StartId } started => AddComponentsAsync((string)started.Result),
        CloseMessage close => throw new InvalidOperationException($"The server closed the circuit: {close.Error}"),
        _ => Task.CompletedTask,
    };

    private Task AddComponentsAsync(string secret)
    {
        _secret = secret;
        return SendAsync(new InvocationMessage("UpdateRootComponents", [_page!.Operations, _page.State]));
    }

    private Task AcknowledgeAsync(long batch, byte[] data)
    {
        _onBatch(data);
        return SendAsync(new InvocationMessage("OnRenderCompleted", [batch, null]));
    }

    private async Task ReturnAsync(long call, string function, string arguments, int resultType)
    {
        var id = call.ToString(CultureInfo.InvariantCulture);
        var result = resultType == ObjectReference ? $$"""{"__jsObjectId":{{id}}}""" : function.EndsWith("utcOffset", StringComparison.Ordinal) ? "0" : "null";
        await SendAsync(new InvocationMessage("EndInvokeJSFromDotNet", [call, true, $"[{id},true,{result}]"]));
        if (string.Equals(function, "agentweb.call", StringComparison.Ordinal) && arguments.Contains("\"attach\"", StringComparison.Ordinal))
        {
            _scriptsLoaded.TrySetResult();
        }
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(PingInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token))
            {
                await SendAsync(PingMessage.Instance);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException)
        {
            // Closed, by us or by the server; reading tells which.
        }
    }

    private Task SendAsync(HubMessage message) => _socket.SendAsync(message, _closing.Token);
}
