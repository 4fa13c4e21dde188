using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Mail;

/// <summary>How mail is sent. Section <c>Mail</c>; nothing is sent while <c>Mail:Smtp:Host</c> is empty.</summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Mail";

    /// <summary>
    /// The address of this server as people open it, such as <c>https://chat.example.org</c>: links in mails begin with it. (Not taken from requests,
    /// since whoever asks for a mail to somebody else could choose it.) Key <c>Mail:PublicUrl</c>.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>The server that takes mail.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Smtp.Host))
        {
            yield break;
        }

        if (PublicUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return new("must be the address of this server, such as https://chat.example.org, since mail is configured.", [nameof(PublicUrl)]);
        }

        if (!System.Net.Mail.MailAddress.TryCreate(Smtp.From, out _))
        {
            yield return new("must be an address such as AgentWeb <chat@example.org>, since mail is configured.", ["Smtp:From"]);
        }
    }
}

/// <summary>A server that takes mail. Section <c>Mail:Smtp</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>Its name. Key <c>Mail:Smtp:Host</c>.</summary>
    public string? Host { get; set; }

    /// <summary>Its port. Key <c>Mail:Smtp:Port</c>.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Name to sign in with; none does not sign in. Key <c>Mail:Smtp:UserName</c>.</summary>
    public string? UserName { get; set; }

    /// <summary>Password to sign in with. Key <c>Mail:Smtp:Password</c>. A secret: never logged.</summary>
    public string? Password { get; set; }

    /// <summary>The sender. Key <c>Mail:Smtp:From</c>.</summary>
    public string? From { get; set; }

    /// <summary>Whether the connection is encrypted. Key <c>Mail:Smtp:Security</c>; <c>StartTls</c> unless <c>None</c> is said.</summary>
    [EnumDataType(typeof(SmtpSecurity))]
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Encrypted, or not at all made.</summary>
    StartTls,

    /// <summary>Plain; for servers on the same machine.</summary>
    None,
}
