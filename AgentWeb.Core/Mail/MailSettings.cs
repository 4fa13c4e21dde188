using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Mail;

/// <summary>Whether mail can be sent, and what links in it begin with.</summary>
public sealed class MailSettings(IOptionsMonitor<MailOptions> options)
{
    /// <summary>Whether there is a server to send by.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(options.CurrentValue.Smtp.Host);

    /// <summary>An address of this server as people open it.</summary>
    /// <param name="path">Its path, with what follows, beginning with a slash.</param>
    public string LinkTo(string path) => options.CurrentValue.PublicUrl!.ToString().TrimEnd('/') + path;
}
