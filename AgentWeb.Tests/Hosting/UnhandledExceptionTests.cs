using System.Net;
using System.Net.Http.Json;
using AgentWeb.Tests.Fakes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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

    private sealed class Broken : ILookupNormalizer
    {
        private const int Full = 13; // SQLITE_FULL

        public string? NormalizeEmail(string? email) =>
            email is "full@disk.c" ? throw new SqliteException(Secret, Full) : throw new InvalidTimeZoneException(Secret);

        public string? NormalizeName(string? name) => name?.ToUpperInvariant();
    }
}
