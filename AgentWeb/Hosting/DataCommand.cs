using AgentWeb.Core.Audit;
using AgentWeb.Core.Backup;
using AgentWeb.Core.Data;
using AgentWeb.Core.Files;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Hosting;

/// <summary>
/// What the program does instead of serving: <c>backup [--to FILE]</c>, also while a server runs, and <c>restore --from FILE [--force]</c>, only while
/// none does. Everything else on the command line is configuration, as ever.
/// </summary>
internal static class DataCommand
{
    /// <summary>Does what the command line asks for.</summary>
    /// <returns>The exit code; null when it asks for nothing but to serve.</returns>
    public static async Task<int?> RunAsync(string[] args)
    {
        if (args is not [("backup" or "restore") and var command, .. var rest])
        {
            return null;
        }

        var (options, others) = Read(rest);
        var builder = WebApplication.CreateBuilder(ContentRoot.For(others)); // For its configuration.
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddData(builder.Configuration, builder.Environment.ContentRootPath)
            .AddAudit()
            .AddFiles(builder.Configuration)
            .AddBackup(builder.Configuration)
            .BuildServiceProvider();
        return command is "backup" ? await BackupAsync(services, options.GetValueOrDefault("--to")) : await RestoreAsync(services, options);
    }

    private static async Task<int> BackupAsync(IServiceProvider services, string? to)
    {
        var create = services.GetRequiredService<CreateBackup>();
        if (to is not null)
        {
            var path = Path.GetFullPath(to);
            if (File.Exists(path))
            {
                return await FailAsync($"{path} is there already.");
            }

            try
            {
                await create.WriteAsync(path, CancellationToken.None);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException || StorageFailure.IsIn(failure))
            {
                return await FailAsync($"The backup could not be made: {failure.Message}");
            }

            return await SayAsync($"The backup is {path}");
        }

        var made = await create.RunAsync(scheduled: false, CancellationToken.None);
        return made.Succeeded ? await SayAsync($"The backup is {services.GetRequiredService<BackupFolder>().PathOf(made.Value.Name)}") : await FailAsync(made.Error.Message);
    }

    private static async Task<int> RestoreAsync(IServiceProvider services, Dictionary<string, string> options)
    {
        if (!options.TryGetValue("--from", out var from))
        {
            return await FailAsync("Say which backup: restore --from FILE [--force]");
        }

        await using var db = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var restore = new RestoreBackup(
            services.GetRequiredService<DatabaseSettings>(), [.. db.Database.GetMigrations()], services.GetRequiredService<TimeProvider>());
        var result = await restore.RunAsync(Path.GetFullPath(from), options.ContainsKey("--force"), CancellationToken.None);
        return result.Succeeded
            ? await SayAsync($"Restored the backup of {result.Value.CreatedAt:u} with {result.Value.Files} files."
                + (result.Value.Kept is { } kept ? $" What was there before is in {kept}" : ""))
            : await FailAsync(result.Error.Message);
    }

    /// <summary>Takes our own options out of the arguments.</summary>
    private static (Dictionary<string, string> Options, string[] Others) Read(string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var others = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--force")
            {
                options[args[i]] = "";
            }
            else if (args[i] is "--to" or "--from" && i + 1 < args.Length)
            {
                options[args[i]] = args[++i];
            }
            else
            {
                others.Add(args[i]);
            }
        }

        return (options, [.. others]);
    }

    private static async Task<int> SayAsync(string what)
    {
        await Console.Out.WriteLineAsync(what);
        return 0;
    }

    private static async Task<int> FailAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 1;
    }
}
