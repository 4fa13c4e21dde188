using System.ComponentModel;
using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/keys</c>: keys by which programs act for a person; and those of everybody, for administrators.</summary>
internal static class KeysApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapKeysApi(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup(ApiPaths.V1 + "/keys").WithTags("keys");
        keys.MapGet("", async (ClaimsPrincipal user, ListApiKeys list, CancellationToken cancellationToken) =>
                TypedResults.Ok(KeysResponse.From(await list.RunAsync(user.UserId(), cancellationToken))))
            .WithSummary("Lists one's keys that work, without their text");
        keys.MapPost("", CreateAsync)
            .WithSummary("Makes a key. Its text is in this answer and nowhere else; send it in X-API-Key")
            .Produces<NewKeyResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);
        keys.MapDelete("/{keyId}", async (string keyId, ClaimsPrincipal user, RevokeApiKey revoke, CancellationToken cancellationToken) =>
                Ended(PublicId.TryParse(PublicId.Key, keyId, out var id) ? await revoke.RunAsync(user.UserId(), id, cancellationToken) : Error.NotFound("key")))
            .WithSummary("Revokes a key; within seconds it opens nothing, and its streams end")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);

        var all = routes.MapGroup(ApiPaths.V1 + "/admin/keys").WithTags("admin").RequireAuthorization(Roles.Admin);
        all.MapGet("", async (ListApiKeys list, CancellationToken cancellationToken) =>
                TypedResults.Ok(KeysResponse.From(await list.OfAllAsync(ownerId: null, cancellationToken))))
            .WithSummary("Lists the keys of everybody, without their text");
        all.MapDelete("/{keyId}", async (string keyId, RevokeApiKey revoke, CancellationToken cancellationToken) =>
                Ended(PublicId.TryParse(PublicId.Key, keyId, out var id) ? await revoke.AnyAsync(id, cancellationToken) : Error.NotFound("key")))
            .WithSummary("Revokes anybody's key")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CreateAsync(NewKeyRequest request, ClaimsPrincipal user, CreateApiKey create, CancellationToken cancellationToken)
    {
        var made = await create.RunAsync(user.UserId(), new(request.Name, request.Scopes, request.ExpiresInDays), cancellationToken);
        return made.ToHttp(key => TypedResults.Json(
            new NewKeyResponse(key.Text, KeyResponse.From(key.View)), statusCode: StatusCodes.Status201Created));
    }

    private static IResult Ended(Result<Guid> revoked) => revoked.ToHttp(_ => TypedResults.NoContent());
}

/// <summary>A key to make.</summary>
internal sealed record NewKeyRequest(
    [property: Description("What its owner calls it.")] string? Name,
    [property: Description("What it may do: chat, files, read, admin.")] IReadOnlyList<string>? Scopes,
    [property: Description("1 to 3650; left out it works until it is revoked.")] int? ExpiresInDays = null);

/// <summary>A key that was just made.</summary>
/// <param name="Key">Its text, a secret.</param>
/// <param name="Details">What the list shows of it.</param>
internal sealed record NewKeyResponse(string Key, KeyResponse Details);

/// <summary>Keys.</summary>
internal sealed record KeysResponse(IReadOnlyList<KeyResponse> Keys)
{
    public static KeysResponse From(IReadOnlyList<ApiKeyView> keys) => new([.. keys.Select(KeyResponse.From)]);
}

/// <summary>A key without its text.</summary>
internal sealed record KeyResponse(
    string KeyId, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt, string? LastUsedAddress, string? Owner)
{
    public static KeyResponse From(ApiKeyView key) => new(
        PublicId.Format(PublicId.Key, key.Id), key.Name, key.Prefix, key.Scopes.Split(' '), key.CreatedAt, key.ExpiresAt, key.LastUsedAt,
        key.LastUsedAddress, key.Owner);
}
