using System.Threading.RateLimiting;
using AgentWeb.Core.Results;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Counts per user and minute what pages and programs do alike, so that it makes no difference by which door somebody comes. In memory of each
/// node; what was not used for a while is forgotten.
/// </summary>
public sealed class UserRates : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _send;
    private readonly PartitionedRateLimiter<string> _upload;
    private readonly PartitionedRateLimiter<string> _api;

    /// <summary>Counts from nothing.</summary>
    public UserRates(IOptionsMonitor<RateLimitOptions> options)
    {
        _send = Limiter(() => options.CurrentValue.Send);
        _upload = Limiter(() => options.CurrentValue.Upload);
        _api = Limiter(() => options.CurrentValue.Api);
    }

    /// <summary>Somebody asks for a reply.</summary>
    /// <returns>Null, or why not now.</returns>
    public Error? Send(Guid userId) => Take(_send, userId.ToString("N")) is { } wait
        ? new("send_rate_limited", $"You are sending faster than this server takes. It goes on in {Seconds(wait)} seconds.", ErrorKind.TooMany, Retryable: true) { RetryAfter = wait }
        : null;

    /// <summary>Somebody uploads a file.</summary>
    /// <returns>Null, or why not now.</returns>
    public Error? Upload(Guid userId) => Take(_upload, userId.ToString("N")) is { } wait
        ? new("upload_rate_limited", $"You are uploading faster than this server takes. It goes on in {Seconds(wait)} seconds.", ErrorKind.TooMany, Retryable: true) { RetryAfter = wait }
        : null;

    /// <summary>Somebody calls the API.</summary>
    /// <param name="caller">The user, or the address where nobody is signed in.</param>
    /// <returns>Null, or how long to wait.</returns>
    public TimeSpan? Call(string caller) => Take(_api, caller);

    /// <inheritdoc/>
    public void Dispose()
    {
        _send.Dispose();
        _upload.Dispose();
        _api.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(Func<int> limit) => PartitionedRateLimiter.Create<string, (string, int)>(who =>
        // The limit is part of the partition: a change of the setting counts at once.
        RateLimitPartition.GetFixedWindowLimiter((who, limit()), partition => new FixedWindowRateLimiterOptions { PermitLimit = partition.Item2, Window = Minute }));

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Minute;
    }

    private static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
}

/// <summary>Registration of the counts.</summary>
public static class UserRatesServices
{
    /// <summary>Registers them; once is enough, more does not hurt.</summary>
    public static IServiceCollection AddUserRates(this IServiceCollection services, IConfiguration configuration)
    {
        if (!services.Any(service => service.ServiceType == typeof(UserRates)))
        {
            services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection(RateLimitOptions.Section)).ValidateKeys(RateLimitOptions.Section);
            services.TryAddSingleton<UserRates>();
        }

        return services;
    }
}
