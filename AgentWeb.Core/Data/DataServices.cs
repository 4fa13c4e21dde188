using AgentWeb.Core.Data.Search;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentWeb.Core.Data;

/// <summary>Registration of the database.</summary>
public static class DataServices
{
    /// <summary>
    /// Registers <see cref="IDbContextFactory{TContext}"/> of <see cref="AppDbContext"/> for the configured provider.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">Sections <c>Data</c> and <c>Database</c>, and <c>ConnectionStrings:AgentWeb</c>.</param>
    /// <param name="contentRoot">What a relative <c>Data:Directory</c> is relative to.</param>
    /// <exception cref="InvalidConfigurationException">A key is missing or wrong; the message names it.</exception>
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var settings = DatabaseSettings.Read(configuration, contentRoot);
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseMigrator>();

        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            var writers = new SqliteWriteLine();
            AddProvider<SqliteAppDbContext>(services, options => options
                .UseSqlite(settings.ConnectionString, sqlite => SetBatchSize(sqlite.MaxBatchSize, settings))
                .AddInterceptors(new SqlitePragmas(), new SqliteFunctions(), writers));
            services.AddSingleton<ISearchIndex, FullTextIndex>();
        }
        else
        {
            AddProvider<SqlServerAppDbContext>(services, options => options
                .UseSqlServer(settings.ConnectionString, server => SetBatchSize(server.MaxBatchSize, settings)));
            services.AddSingleton<ISearchIndex, TextScan>();
        }

        // Identity asks for a context in its request's scope.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext());
        return services;
    }

    private static void AddProvider<TContext>(IServiceCollection services, Action<DbContextOptionsBuilder> configure)
        where TContext : AppDbContext
    {
        services.AddPooledDbContextFactory<TContext>(configure);
        services.AddSingleton<IDbContextFactory<AppDbContext>, AppDbContextFactory<TContext>>();
    }

    private static void SetBatchSize<T>(Func<int, T> set, DatabaseSettings settings)
    {
        if (settings.MaxBatchSize is { } size)
        {
            set(size);
        }
    }
}
