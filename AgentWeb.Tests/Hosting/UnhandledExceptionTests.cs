using System.Net;
using System.Net.Http.Json;
using AgentWeb.Hosting;
using AgentWeb.Tests.Fakes;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Tests.Hosting;

public sealed class UnhandledExceptionTests : IAsyncLifetime
{
    private const string Secret = "what went wrong inside";

    private readonly TestServer _server = new()
    {
        Services = services => services.Replace(ServiceDescriptor.Scoped<ILookupNormalizer, Broken>()),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Call_CodeThrows_IsAnInternalErrorWhoseTextStaysInTheLog()
    {
        using var client = _server.CreateClient();
        using var response = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = "a@b.c", password = "x" }, Cancellation);

        var problem = await response.IsProblemAsync(HttpStatusCode.InternalServerError, "internal_error");
        Assert.DoesNotContain(Secret, problem.ToJsonString(), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
        var traceId = (string)problem["trace_id"]!;
        Assert.Single(_server.Log.Lines, line => line.Contains(traceId, StringComparison.Ordinal) && line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_StorageFails_IsUnavailableAndMayBeTriedAgain()
    {
        using var client = _server.CreateClient();
        using var response = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = "full@disk.c", password = "x" }, Cancellation);

        var problem = await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        Assert.True((bool)problem["retryable"]!);
        Assert.DoesNotContain(Secret, problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(_server.Log.Lines, line => line.Contains((string)problem["trace_id"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TryHandleAsync_AddressWithASecret_LogsTheRouteAlone()
    {
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/share/xylophone-token";
        context.Request.Headers.Accept = "image/png"; // The status alone is answered.
        context.Features.Set<IExceptionHandlerFeature>(new ExceptionHandlerFeature
        {
            Path = "/share/xylophone-token",
            Endpoint = new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/share/{Token}"), order: 0, metadata: null, displayName: null),
        });

        Assert.True(await new UnhandledExceptions(loggers.CreateLogger<UnhandledExceptions>()).TryHandleAsync(context, new InvalidTimeZoneException(Secret), Cancellation));

        var line = Assert.Single(log.Lines);
        Assert.Contains("GET /share/{Token} failed", line, StringComparison.Ordinal);
        Assert.DoesNotContain("xylophone", line, StringComparison.Ordinal);
    }

    private sealed class Broken : ILookupNormalizer
    {
        private const int Full = 13; // SQLITE_FULL

        public string? NormalizeEmail(string? email) =>
            email is "full@disk.c" ? throw new SqliteException(Secret, Full) : throw new InvalidTimeZoneException(Secret);

        public string? NormalizeName(string? name) => name?.ToUpperInvariant();
    }
}
