using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using AgentWeb.Bench.Relay;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentWeb.Bench.Latency;

/// <summary>
/// The least that a server between a page and a model can do: it passes bytes on as they come, as a process of its own, so that its
/// processor time can be set beside AgentWeb's.
/// </summary>
internal sealed class BareProxy : IDisposable
{
    /// <summary>The mode in which it parses each event and writes one of its own, instead of passing bytes on.</summary>
    public const string ParseEvents = "parse-events";

    private const string Ready = "AgentWeb is ready at ";

    private readonly ServerProcess _process;

    private BareProxy(ServerProcess process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Processor time it has used.</summary>
    public TimeSpan ProcessorTime => _process.ProcessorTime;

    /// <summary>Starts one in front of <paramref name="target"/>.</summary>
    public static async Task<BareProxy> StartAsync(Uri target, string mode = "")
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "AgentWeb.Bench.dll"), "bare-proxy", target.ToString(), mode },
        };
        var process = ServerProcess.Start(start);
        return new BareProxy(process, await process.WhenReadyAsync());
    }

    /// <summary>The process itself.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var http = new HttpClient { BaseAddress = new Uri(args[0]), Timeout = Timeout.InfiniteTimeSpan };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        var parses = args.Contains(ParseEvents);
        app.Run(context => PassOnAsync(http, context, parses));
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine(Ready + address);
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private static async Task PassOnAsync(HttpClient http, HttpContext context, bool parses)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path.Value);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        if (parses)
        {
            await ParsedEvents.PassOnAsync(PipeReader.Create(body), context.Response.BodyWriter, context.RequestAborted);
            return;
        }

        var buffer = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
