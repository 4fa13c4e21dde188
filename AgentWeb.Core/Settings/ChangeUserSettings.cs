using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Settings;

/// <summary>Changes how a person wants the product to be.</summary>
public sealed class ChangeUserSettings(IDbContextFactory<AppDbContext> contexts, IModelCatalogue models, ModelAccess access)
{
    /// <summary>Changes all of it.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="wanted">How it is to be; its owner is not looked at.</param>
    /// <param name="cancellationToken">Ends the work; nothing is stored then.</param>
    /// <returns>How it is now.</returns>
    public async Task<Result<UserSettings>> RunAsync(Guid ownerId, UserSettings wanted, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(wanted.Theme) || !Enum.IsDefined(wanted.Density))
        {
            return new Error("look_invalid", "theme is system, light or dark; density is comfortable or compact.");
        }

        if (wanted.Language is { } language && !Languages.Contains(language))
        {
            return new Error("language_unknown", $"The interface speaks {string.Join(" and ", Languages.All)}.");
        }

        if (wanted.DefaultModelKey is { } model && models.Find(model) is null)
        {
            return new Error("model_unknown", "There is no such model. Choose one from the list of models.");
        }

        if (wanted.DefaultModelKey is { } chosen && await access.RefusalAsync(ownerId, chosen, cancellationToken) is { } refused)
        {
            return refused;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var settings = await db.UserSettings.Owned(ownerId).SingleOrDefaultAsync(cancellationToken);
        if (settings is null)
        {
            settings = new() { OwnerId = ownerId };
            db.UserSettings.Add(settings);
        }

        settings.Theme = wanted.Theme;
        settings.Density = wanted.Density;
        settings.Language = wanted.Language;
        settings.DefaultModelKey = wanted.DefaultModelKey;
        settings.Notifications = wanted.Notifications;
        await db.SaveChangesAsync(cancellationToken);
        return settings;
    }
}
