using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Bench.Latency;

/// <summary>
/// The least that can be done: a bare page that reads a model server directly, served by that model server itself so that no rule about
/// origins is in the way. It answers with the same code as the model server behind AgentWeb. It also tells the time.
/// </summary>
internal sealed class FloorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();

    private FloorServer(WebApplication app) => _app = app;

    /// <summary>Where the page is.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>How the next request is answered.</summary>
    public ModelScript Script { get; set; } = ModelScript.Default;

    /// <summary>The last request.</summary>
    public RecordedRequest? Request { get; private set; }

    /// <summary>Starts it on a free port of the loopback interface.</summary>
    public static async Task<FloorServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new FloorServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/clock":
                context.Response.Headers.AccessControlAllowOrigin = "*";
                var now = Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency;
                await context.Response.WriteAsync(now.ToString("R", CultureInfo.InvariantCulture), context.RequestAborted);
                break;
            case "/v1/chat/completions":
                var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
                Request = new RecordedRequest(context.Request.Path, body, new Dictionary<string, string>(StringComparer.Ordinal)) { ConnectionId = context.Connection.Id };
                await CompletionEndpoint.AnswerAsync(context, Script, Request, _stopping.Token);
                break;
            case "/":
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.WriteAsync(FloorPage.Html, context.RequestAborted);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }
}
