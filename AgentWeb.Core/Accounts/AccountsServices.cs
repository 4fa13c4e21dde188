using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Mail;
using AgentWeb.Core.Startup;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Accounts;

/// <summary>Registration of accounts, without anything that a browser or HTTP brings.</summary>
public static class AccountsServices
{
    /// <summary>OWASP's figure for PBKDF2 with HMAC-SHA-512 (Password Storage Cheat Sheet); Identity's own default is lower.</summary>
    private const int HashIterations = 210_000;

    /// <summary>Registers Identity on our database, the use cases of accounts, and the check of open sign-ins.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccountsOptions>()
            .Configure<IHostEnvironment>((options, environment) =>
                options.Registration = environment.IsDevelopment() ? RegistrationMode.Open : RegistrationMode.Closed)
            .BindConfiguration(AccountsOptions.Section)
            .ValidateKeys(AccountsOptions.Section);
        services.AddOptions<SetupOptions>().BindConfiguration(SetupOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SetupOptions>, SetupOptionsValidator>();

        services.AddIdentityCore<AppUser>(Configure).AddRoles<AppRole>().AddEntityFrameworkStores<AppDbContext>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
        AddUseCases(services);
        AddAccess(services);
        return services;
    }

    private static void Configure(IdentityOptions options)
    {
        // Our own rules say all there is to say, with our own codes; what Identity checks beyond uniqueness is switched off.
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.Password = new PasswordOptions
        {
            RequiredLength = PasswordRule.MinLength,
            RequiredUniqueChars = 1,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        options.ClaimsIdentity.SecurityStampClaimType = UserClaims.SecurityStamp;
    }

    private static void AddUseCases(IServiceCollection services)
    {
        services.AddScoped<ChangePassword>();
        services.AddScoped<CheckPassword>();
        services.AddScoped<ConfirmOwner>();
        services.AddScoped<CreateAccount>();
        services.AddScoped<CreateFirstAdministrator>();
        services.AddSingleton<AdministratorGate>();
        services.AddSingleton<LockUser>();
        services.AddSingleton<ChangeRole>();
        services.AddSingleton<ChangeLimits>();
        services.AddSingleton<SignOutUser>();
        services.AddScoped<CreateUser>();
        services.AddScoped<DeleteAccount>();
        services.AddScoped<ExternalSignIn>();
        services.AddSingleton<RefusedSignIns>();
        services.AddSingleton<Invitations>();
        services.AddScoped<ListUsers>();
        services.AddSingleton<PasswordLinks>();
        services.AddMail();
        services.AddSingleton<SendPasswordLink>();
        services.AddHostedService(provider => provider.GetRequiredService<SendPasswordLink>());
        services.AddScoped<RegisterUser>();
        services.AddScoped<SeedRoles>();
        services.AddScoped<SignIn>();
        services.AddScoped<SignOut>();
        services.AddScoped<StartSession>();
        services.AddScoped<UnattendedSetup>();
        services.AddSingleton<FirstAdministratorGate>();
        services.AddSingleton<FirstRun>();
        services.AddSingleton<SignInSessions>();
        services.AddSingleton<ListSignIns>();
        services.AddSingleton<EndSignIns>();
        services.AddSingleton<CodeTries>();
        services.AddSingleton<TwoFactorStore>();
        services.AddSingleton<CheckSecondFactor>();
        services.AddSingleton<SetUpTwoFactor>();
        services.AddScoped<SwitchTwoFactorOff>();
        services.AddSingleton<CreateApiKey>();
        services.AddSingleton<FindApiKey>();
        services.AddSingleton<ListApiKeys>();
        services.AddSingleton<RevokeApiKey>();
        services.AddSingleton<UnknownEmails>();
        services.AddSingleton<DecoyPassword>();
        services.AddSingleton<IWarmUp>(provider => provider.GetRequiredService<DecoyPassword>());

        // Stateless, and needed by the singleton above; Identity registers it per request.
        services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<AppUser>, PasswordHasher<AppUser>>());
        services.Replace(ServiceDescriptor.Singleton<ILookupNormalizer, UpperInvariantLookupNormalizer>());
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddAudit();
        services.TryAddSingleton<Readiness>();
        services.AddSingleton<ReadAccountStates>();
        services.AddSingleton<RecentUse>();
        services.AddSingleton<UserAccess>();
        services.AddSingleton<IUserAccess>(provider => provider.GetRequiredService<UserAccess>());
        services.AddHostedService<AccessSweep>();
    }
}
