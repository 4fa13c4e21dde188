using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>
/// A model server with scripted answers: real HTTP on loopback in the wire format of OpenAI. Scripts are taken, in this order,
/// from a directive in the last user message (<see cref="ScriptDirective"/>), from the queue, and from <see cref="Default"/>.
/// </summary>
public sealed class FakeModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<ModelScript> _scripts = new();
    private readonly ConcurrentDictionary<string, string> _documents = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private readonly List<(Predicate<RecordedRequest> Matches, TaskCompletionSource<RecordedRequest> Found)> _waiting = [];
    private int _next;

    private FakeModelServer(WebApplication app)
    {
        _app = app;
        Respond("/v1/models", """{"object":"list","data":[{"id":"fake","object":"model","owned_by":"tests"}]}""");
    }

    /// <summary>Address for an OpenAI client, with <c>/v1</c>.</summary>
    public Uri BaseUrl => new(Root, "v1");

    /// <summary>Address without a path.</summary>
    public Uri Root => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Answers requests that nothing else has a script for.</summary>
    public ModelScript Default { get; set; } = ModelScript.Default;

    /// <summary>What it answers to who asks for vectors.</summary>
    public EmbeddingEndpoint Embeddings { get; } = new();

    /// <summary>All chat requests so far, in the order of their arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>How many requests it is answering now.</summary>
    public int OpenRequests => Requests.Count(request => !request.Ended);

    /// <summary>Starts a server on a free port.</summary>
    public static Task<FakeModelServer> StartAsync() => StartAsync(port: 0);

    /// <summary>Starts a server on <paramref name="port"/> of 127.0.0.1.</summary>
    public static async Task<FakeModelServer> StartAsync(int port)
    {
        // An empty builder reads no environment and no settings file of the process it runs in.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
        });

        var app = builder.Build();
        var server = new FakeModelServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Uses these scripts for the next requests, one each.</summary>
    public void Enqueue(params ReadOnlySpan<ModelScript> scripts)
    {
        foreach (var script in scripts)
        {
            _scripts.Enqueue(script);
        }
    }

    /// <summary>Answers <paramref name="path"/> with a JSON document, <c>/v1/models</c> for example; null makes it a 404.</summary>
    public void Respond(string path, string? json)
    {
        if (json is null)
        {
            _documents.TryRemove(path, out _);
        }
        else
        {
            _documents[path] = json;
        }
    }

    /// <summary>The next chat request that this method has not returned yet, waiting for it when there is none.</summary>
    /// <exception cref="TimeoutException">None came within <paramref name="timeout"/>.</exception>
    public async Task<RecordedRequest> NextRequestAsync(TimeSpan timeout)
    {
        if (!await _arrived.WaitAsync(timeout))
        {
            throw new TimeoutException($"No request reached the fake model server within {timeout}.");
        }

        lock (_gate)
        {
            return _requests[_next++];
        }
    }

    /// <summary>The newest chat request that matches, of those there are or as soon as it comes.</summary>
    /// <exception cref="TimeoutException">None came within <paramref name="timeout"/>.</exception>
    public Task<RecordedRequest> RequestAsync(Predicate<RecordedRequest> matches, TimeSpan timeout)
    {
        lock (_gate)
        {
            if (_requests.FindLast(matches) is { } request)
            {
                return Task.FromResult(request);
            }

            var found = new TaskCompletionSource<RecordedRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((matches, found));
            return found.Task.WaitAsync(timeout);
        }
    }

    /// <summary>Waits for the next request as <see cref="NextRequestAsync"/> does and then for its client to go.</summary>
    public async Task WaitForDisconnectAsync(TimeSpan timeout) =>
        await (await NextRequestAsync(timeout)).WaitForDisconnectAsync(timeout);

    /// <summary>Ends all answers that are being sent, in good order, and forgets the scripts that nobody asked for: the next test begins with nothing left over.</summary>
    public void FinishAll()
    {
        _scripts.Clear();
        foreach (var request in Requests.Where(request => !request.Ended))
        {
            request.FinishEarly();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
        _arrived.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/v1/chat/completions" && HttpMethods.IsPost(context.Request.Method))
        {
            var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            var script = ScriptFor(body.RootElement);
            await CompletionEndpoint.AnswerAsync(context, script, Record(context, body, script), _stopping.Token);
        }
        else if (path == "/v1/embeddings" && HttpMethods.IsPost(context.Request.Method))
        {
            await Embeddings.AnswerAsync(context);
        }
        else if (_documents.TryGetValue(path, out var document))
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(document, context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private ModelScript ScriptFor(JsonElement request)
    {
        var script = ScriptDirective.Find(request) ?? (_scripts.TryDequeue(out var next) ? next : Default);
        if (script.FaultTimes == 0)
        {
            return script;
        }

        var about = ScriptDirective.LastUserText(request);
        var before = Requests.Count(earlier => string.Equals(ScriptDirective.LastUserText(earlier.Body.RootElement), about, StringComparison.Ordinal));
        return before < script.FaultTimes ? script : script with { Fault = ModelFault.None };
    }

    private RecordedRequest Record(HttpContext context, JsonDocument body, ModelScript script)
    {
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var recorded = new RecordedRequest(context.Request.Path, body, headers)
        {
            ConnectionId = context.Connection.Id,
            Script = script,
        };
        lock (_gate)
        {
            _requests.Add(recorded);
            _waiting.RemoveAll(waiter => waiter.Matches(recorded) && waiter.Found.TrySetResult(recorded));
        }

        _arrived.Release();
        return recorded;
    }
}
