using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Mail;

/// <summary>Sends a mail of plain text by the configured server.</summary>
public sealed class SendMail(IOptionsMonitor<MailOptions> options)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Sends it.</summary>
    /// <exception cref="SmtpException">The server did not take it.</exception>
    public async Task RunAsync(string to, string subject, string text, CancellationToken cancellationToken)
    {
        var smtp = options.CurrentValue.Smtp;
        using var message = new MailMessage(new MailAddress(smtp.From!), new MailAddress(to))
        {
            Subject = subject,
            Body = text,
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            IsBodyHtml = false,
        };
        using var client = new SmtpClient(smtp.Host, smtp.Port) { EnableSsl = smtp.Security == SmtpSecurity.StartTls };
        if (!string.IsNullOrEmpty(smtp.UserName))
        {
            client.Credentials = new NetworkCredential(smtp.UserName, smtp.Password);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Limit);
        await client.SendMailAsync(message, deadline.Token);
    }
}
