using System.Security.Claims;
using System.Text.RegularExpressions;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat.Telemetry;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/telemetry</c>: what people do with the product, as names and numbers.</summary>
internal static partial class TelemetryApi
{
    private const int DefaultDays = 7;
    private const int MaxDays = 366;

    /// <summary>Maps the endpoints.</summary>
    public static void MapTelemetryApi(this IEndpointRouteBuilder routes)
    {
        var telemetry = routes.MapGroup(ApiPaths.V1 + "/telemetry").WithTags("telemetry");
        telemetry.MapPost("/events", RecordAsync)
            .WithSummary("Records that a feature was used: a name such as chat.copied, and a number where one belongs to it")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        telemetry.MapGet("/summary", SummaryAsync)
            .RequireAuthorization(Roles.Admin)
            .WithSummary("Sums up product events and runs of the last days")
            .Produces<ProductSummary>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> RecordAsync(
        ProductEventRequest request, ClaimsPrincipal user, RecordProductEvent record, CancellationToken cancellationToken)
    {
        if (request.Name is not { } name || name.Length > ProductEvent.MaxNameLength || !EventName().IsMatch(name))
        {
            return new Error("event_name_invalid", "name must be words in lower case, joined by dots or underscores, such as chat.copied.").ToHttp();
        }

        await record.RunAsync(user.UserId(), name, request.Value, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SummaryAsync(
        ReadProductSummary read, TimeProvider time, CancellationToken cancellationToken, int days = DefaultDays) =>
        days is < 1 or > MaxDays
            ? new Error("days_invalid", $"days must be between 1 and {MaxDays}.").ToHttp()
            : TypedResults.Ok(await read.RunAsync(time.GetUtcNow().AddDays(-days), cancellationToken));

    [GeneratedRegex(@"^[a-z][a-z0-9]*([._][a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex EventName();
}

/// <summary>Something a person did.</summary>
/// <param name="Name">What.</param>
/// <param name="Value">The number that belongs to it.</param>
internal sealed record ProductEventRequest(string? Name, long? Value = null);
