using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Models.Managed;

/// <summary>Who may use which model. Where nobody decided anything, everybody may.</summary>
public sealed class ModelAccess(IModelCatalogue catalogue, ManagedModels managed, IDbContextFactory<AppDbContext> contexts)
{
    private static readonly Error Forbidden = new(
        "model_forbidden", "Your account may not use this model. Choose another one, or ask your administrator.", ErrorKind.Forbidden);

    /// <summary>The models that somebody may choose.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="isAdministrator">Administrators may use all.</param>
    public IReadOnlyList<ModelDescriptor> List(Guid userId, bool isAdministrator) => isAdministrator
        ? catalogue.List()
        : [.. catalogue.List().Where(model => IsFree(model.Key, userId))];

    /// <summary>Whether a model is there and somebody may use it, as far as is known without asking the database.</summary>
    public bool MayUse(Guid userId, bool isAdministrator, string modelKey) =>
        catalogue.Find(modelKey) is not null && (isAdministrator || IsFree(modelKey, userId));

    /// <summary>The model of somebody who did not choose; the built-in assistant where they may use no other.</summary>
    public ModelDescriptor Default(Guid userId, bool isAdministrator) =>
        isAdministrator || IsFree(catalogue.Default.Key, userId) ? catalogue.Default : List(userId, isAdministrator).FirstOrDefault() ?? OfflineAssistant.Model;

    /// <summary>Why somebody may not use a model; null when they may.</summary>
    public async Task<Error?> RefusalAsync(Guid userId, string modelKey, CancellationToken cancellationToken) =>
        IsFree(modelKey, userId) || await IsAdministratorAsync(userId, cancellationToken) ? null : Forbidden;

    /// <summary>The model that is used where somebody did not choose one: the wanted one while they may use it, else their default.</summary>
    internal async Task<string> AllowedAsync(Guid userId, string wantedKey, CancellationToken cancellationToken) =>
        await RefusalAsync(userId, wantedKey, cancellationToken) is null ? wantedKey : Default(userId, isAdministrator: false).Key;

    private bool IsFree(string modelKey, Guid userId) => managed.PolicyOf(modelKey) is not { Restricted: true } || managed.IsGranted(modelKey, userId);

    /// <summary>Asked only about models that are restricted; the role may have been given a moment ago.</summary>
    private async Task<bool> IsAdministratorAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.UserRoles.AnyAsync(
            given => given.UserId == userId && db.Roles.Any(role => role.Id == given.RoleId && role.Name == Data.Entities.AppRole.Administrator), cancellationToken);
    }
}
