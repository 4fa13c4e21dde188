using System.ComponentModel;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/admin/users</c>: accounts, for administrators.</summary>
internal static class AdminUsersApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapAdminUsersApi(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup(ApiPaths.V1 + "/admin/users").WithTags("admin").RequireAuthorization(Roles.Admin);
        users.MapGet("", ListAsync)
            .WithSummary("Lists accounts in pages")
            .Produces<UsersResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        users.MapPost("", CreateAsync)
            .WithSummary("Makes an account, whatever registration says")
            .Produces<UserResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        var user = users.MapGroup("/{userId}");
        user.MapGet("", (string userId, ListUsers list, CancellationToken cancellationToken) =>
                ShowAsync(userId, list, id => Task.FromResult<Result<Guid>>(id), cancellationToken))
            .WithSummary("Reads one account")
            .Describe();
        user.MapPut("/limits", (string userId, LimitsBody body, ChangeLimits change, ListUsers list, CancellationToken cancellationToken) =>
                ShowAsync(userId, list, id => change.RunAsync(id, body.ToLimits(), cancellationToken), cancellationToken))
            .WithSummary("Changes the limits of an account, all of them; null takes what holds for all. They act at once")
            .Describe();
        user.MapPut("/role", (string userId, RoleBody body, ChangeRole change, ListUsers list, CancellationToken cancellationToken) =>
                ShowAsync(userId, list, id => change.RunAsync(id, body.Role, cancellationToken), cancellationToken))
            .WithSummary("Makes an account an administrator (Admin) or none (User); its sign-ins end")
            .Describe();
        user.MapPost("/lock", (string userId, LockUser lockUser, ListUsers list, CancellationToken cancellationToken) =>
                ShowAsync(userId, list, id => lockUser.RunAsync(id, cancellationToken), cancellationToken))
            .WithSummary("Locks an account; within seconds its pages and streams end, and its keys open nothing")
            .Describe();
        user.MapPost("/unlock", (string userId, LockUser lockUser, ListUsers list, CancellationToken cancellationToken) =>
                ShowAsync(userId, list, id => lockUser.UndoAsync(id, cancellationToken), cancellationToken))
            .WithSummary("Unlocks an account, whether an administrator locked it or wrong passwords did")
            .Describe();
        user.MapPost("/two-factor/reset", (string userId, SwitchTwoFactorOff off, ListUsers list, CancellationToken cancellationToken) =>
                ShowAsync(userId, list, id => off.ResetAsync(id, cancellationToken), cancellationToken))
            .WithSummary("Takes the second factor of an account away")
            .Describe();
        user.MapPost("/signout", SignOutAsync)
            .WithSummary("Ends all sign-ins of an account")
            .Produces<SignedOutResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        user.MapPost("/reset", ResetAsync)
            .WithSummary("Makes a link by which a new password is set, once and within a day")
            .Produces<LinkResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        user.MapDelete("", async (string userId, DeleteAccount delete) =>
                // Not ended by a caller who leaves: the account is locked first, and would stay locked with everything it owns.
                (TryRead(userId, out var id) ? await delete.RunAsync(id, CancellationToken.None) : NotFound).ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Deletes an account with everything it owns")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Error NotFound => Error.NotFound("account");

    private static void Describe(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<UserResponse>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static bool TryRead(string userId, out Guid id) => PublicId.TryParse(PublicId.User, userId, out id);

    /// <summary>Does something to an account, and answers with how it is now.</summary>
    private static async Task<IResult> ShowAsync(string userId, ListUsers list, Func<Guid, Task<Result<Guid>>> change, CancellationToken cancellationToken)
    {
        var changed = TryRead(userId, out var id) ? await change(id) : NotFound;
        if (!changed.Succeeded)
        {
            return changed.Error.ToHttp();
        }

        return await list.FindAsync(id, cancellationToken) is { } user ? TypedResults.Ok(UserResponse.From(user)) : NotFound.ToHttp();
    }

    private static async Task<IResult> ListAsync(ListUsers list, CancellationToken cancellationToken, string? query = null, int page = 1, int size = 25, string? order = null)
    {
        if (page is < 1 or > 1_000_000 || size is < 1 or > ListUsers.MaxPageSize || !TryReadOrder(order, out var sorted))
        {
            return new Error("page_invalid", $"page is at least 1, size 1 to {ListUsers.MaxPageSize}, order email, created or active.").ToHttp();
        }

        var found = await list.RunAsync(new(query, page, size, sorted), cancellationToken);
        return TypedResults.Ok(new UsersResponse([.. found.Users.Select(UserResponse.From)], found.Total));
    }

    private static bool TryReadOrder(string? text, out UserOrder order)
    {
        order = UserOrder.Email;
        return text is null || (Enum.TryParse(text, ignoreCase: true, out order) && !char.IsDigit(text[0]));
    }

    private static async Task<IResult> CreateAsync(NewUserRequest request, CreateUser create, ListUsers list, CancellationToken cancellationToken)
    {
        var made = await create.RunAsync(request.Email, request.Password, request.Role ?? Roles.User, cancellationToken);
        return made.Succeeded
            ? TypedResults.Json(UserResponse.From((await list.FindAsync(made.Value, cancellationToken))!), statusCode: StatusCodes.Status201Created)
            : made.Error.ToHttp();
    }

    private static async Task<IResult> SignOutAsync(string userId, SignOutUser signOut, CancellationToken cancellationToken) =>
        (TryRead(userId, out var id) ? await signOut.RunAsync(id, cancellationToken) : NotFound).ToHttp(ended => TypedResults.Ok(new SignedOutResponse(ended)));

    private static async Task<IResult> ResetAsync(string userId, HttpRequest http, PasswordLinks links, CancellationToken cancellationToken) =>
        (TryRead(userId, out var id) ? await links.CreateAsync(id, cancellationToken) : NotFound)
            .ToHttp(path => TypedResults.Ok(LinkResponse.From(http, path)));
}

/// <summary>An account to make.</summary>
internal sealed record NewUserRequest(string? Email, string? Password, [property: Description("Admin or User; User where it is left out.")] string? Role = null);

/// <summary>A role.</summary>
internal sealed record RoleBody(string? Role);

/// <summary>An address that opens something once. A secret.</summary>
internal sealed record LinkResponse(string Url)
{
    public static LinkResponse From(HttpRequest request, string path) => new($"{request.Scheme}://{request.Host}{request.PathBase}{path}");
}

/// <summary>Limits of an account; null takes what holds for all.</summary>
/// <param name="MaxConcurrentJobs">Generations at once.</param>
/// <param name="QueuePriority">Class of urgency.</param>
/// <param name="MaxTokensPerDay">Tokens of a day (UTC).</param>
/// <param name="StorageQuota">Bytes of files.</param>
internal sealed record LimitsBody(
    int? MaxConcurrentJobs = null, JobPriority? QueuePriority = null, long? MaxTokensPerDay = null, long? StorageQuota = null)
{
    public UserLimits ToLimits() => new(MaxConcurrentJobs, QueuePriority, MaxTokensPerDay, StorageQuota);
}

/// <summary>Accounts.</summary>
internal sealed record UsersResponse(IReadOnlyList<UserResponse> Users, int Total);

/// <summary>An account.</summary>
internal sealed record UserResponse(
    string UserId, string Email, string Role, bool Locked, bool TwoFactor, DateTimeOffset CreatedAt, DateTimeOffset? LastActiveAt, long StoredBytes,
    LimitsBody Limits)
{
    public static UserResponse From(UserView user) => new(
        PublicId.Format(PublicId.User, user.Id), user.Email, user.IsAdministrator ? Roles.Admin : Roles.User, user.IsLocked, user.HasTwoFactor,
        user.CreatedAt, user.LastActiveAt, user.StoredBytes,
        new(user.Limits.MaxConcurrentJobs, user.Limits.QueuePriority, user.Limits.MaxTokensPerDay, user.Limits.StorageQuota));
}
