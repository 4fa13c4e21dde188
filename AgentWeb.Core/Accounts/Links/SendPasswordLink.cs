using System.Threading.Channels;
using AgentWeb.Core.Data;
using AgentWeb.Core.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Sends links by which a new password is set, to those who ask for one and have an account. It is done aside: neither the answer nor its time
/// tells whether there is one.
/// </summary>
public sealed partial class SendPasswordLink(
    IDbContextFactory<AppDbContext> contexts, PasswordLinks links, SendMail sendMail, MailSettings mail, ILookupNormalizer normalizer, TimeProvider time,
    ILogger<SendPasswordLink> logger) : BackgroundService
{
    private const int Capacity = 100;
    private const int Remembered = 10_000;

    /// <summary>Nobody is sent a second mail before this is over: an address that others know is not to be flooded.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly Channel<string> _asked = Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<Guid, DateTimeOffset> _sent = [];

    /// <summary>Begins; the rest happens aside.</summary>
    public void Begin(string? email)
    {
        if (mail.IsConfigured && EmailRule.TryRead(email, out var address))
        {
            _asked.Writer.TryWrite(address);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var address in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await SendAsync(address, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, failure);
            }
        }
    }

    private async Task SendAsync(string address, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(address);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking().Where(u => u.NormalizedEmail == normalized).Select(u => new { u.Id, u.Email, u.LockoutEnd })
            .SingleOrDefaultAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (user is null || Lockout.IsByAdministrator(user.LockoutEnd, now) || (_sent.TryGetValue(user.Id, out var last) && now - last < Pause))
        {
            return;
        }

        if (_sent.Count >= Remembered)
        {
            _sent.Clear();
        }

        _sent[user.Id] = now;
        var link = await links.CreateAsync(user.Id, cancellationToken);
        if (link.Succeeded)
        {
            await sendMail.RunAsync(user.Email!, "Set a new password for AgentWeb", TextFor(mail.LinkTo(link.Value)), cancellationToken);
            LogSent(logger, user.Id);
        }
    }

    private static string TextFor(string link) =>
        $"""
        Somebody asked for a link to set a new password for your AgentWeb account.

        {link}

        It works once, for 24 hours. If it was not you, there is nothing to do: your password stays as it is.
        """;

    [LoggerMessage(Level = LogLevel.Information, Message = "A link to set a new password was sent to user {UserId}")]
    private static partial void LogSent(ILogger logger, Guid userId);

    [LoggerMessage(Level = LogLevel.Error, Message = "A mail could not be sent; check Mail:Smtp")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
