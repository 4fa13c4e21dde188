using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Mail;

/// <summary>Registration of mail.</summary>
public static class MailServices
{
    /// <summary>Registers it. Options come from the section <c>Mail</c>.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateKeys(MailOptions.Section);
        services.AddSingleton<MailSettings>();
        services.AddSingleton<SendMail>();
        return services;
    }
}
