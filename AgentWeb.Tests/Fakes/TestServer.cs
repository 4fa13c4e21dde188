using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Tests.Fakes;

/// <summary>
/// The real application on a real port of the loopback interface, with a data directory of its own. Set properties, then call
/// <see cref="StartAsync"/> (or use it as a class fixture).
/// </summary>
public class TestServer : IAsyncLifetime
{
    private readonly bool _ownsDirectory = true;
    private Factory? _factory;

    /// <summary>Configuration by key, on top of the defaults of the tests.</summary>
    public Dictionary<string, string?> Settings { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Changes to the container.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Replaces the clock.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>The environment; what people run by default.</summary>
    public string Environment { get; init; } = "Production";

    /// <summary>Where the data is. Give the directory of another server to start on what that one left.</summary>
    public string DataDirectory
    {
        get;
        init
        {
            field = value;
            _ownsDirectory = false;
        }
    } = Path.Combine(Path.GetTempPath(), "agentweb-" + Guid.CreateVersion7().ToString("N"));

    /// <summary>Everything logged so far.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Address => Started.ClientOptions.BaseAddress;

    /// <summary>Its container.</summary>
    public IServiceProvider Container => Started.Services;

    /// <summary>The set-up code that it prints.</summary>
    public string SetupCode => Container.GetRequiredService<FirstRun>().Code.ToString();

    private Factory Started => _factory ?? throw new InvalidOperationException("Start the server first.");

    /// <summary>Starts and waits until ready.</summary>
    public async Task<TestServer> StartAsync()
    {
        StartWithoutWaiting();
        await Container.GetRequiredService<Readiness>().WhenReadyAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        return this;
    }

    /// <summary>Starts; the server may not be ready yet.</summary>
    public void StartWithoutWaiting()
    {
        _factory = new Factory(this);
        _factory.UseKestrel(0);
        _factory.StartServer();
    }

    /// <summary>A client with no sign-in and its own cookies, that shows redirects instead of following them.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Address };

    /// <summary>A database context; dispose it.</summary>
    public AppDbContext OpenDatabase() => Container.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();

    /// <summary>Makes an account, whatever registration says.</summary>
    public async Task<TestUser> AddUserAsync(string role = Roles.User, string? email = null)
    {
        email ??= $"{Guid.CreateVersion7():N}@example.org";
        await using var scope = Container.CreateAsyncScope();
        var created = await scope.ServiceProvider.GetRequiredService<CreateAccount>().RunAsync(email, TestUser.Password, role);
        Assert.True(created.Succeeded, created.Error?.Message);
        return new TestUser(created.Value.Id, email);
    }

    /// <summary>Makes an administrator, which also ends set-up.</summary>
    public Task<TestUser> AddAdministratorAsync() => AddUserAsync(Roles.Admin);

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => await StartAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_factory is not null)
        {
            await _factory.DisposeAsync();
        }

        if (_ownsDirectory && Directory.Exists(DataDirectory))
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(DataDirectory, recursive: true);
        }
    }

    private sealed class Factory(TestServer server) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(server.Environment);
            builder.UseSetting("Data:Directory", server.DataDirectory);
            builder.UseSetting("RateLimits:SignIn", "100000"); // All tests come from one address.
            builder.UseSetting("RateLimits:Send", "100000");
            builder.UseSetting("RateLimits:Upload", "100000");
            builder.UseSetting("RateLimits:Api", "100000");
            foreach (var (key, value) in server.Settings.Where(setting => setting.Value is not null))
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(server.Log));
            builder.ConfigureServices(services =>
            {
                if (server.Time is not null)
                {
                    services.Replace(ServiceDescriptor.Singleton(server.Time));
                }

                server.Services(services);
            });
        }
    }
}
