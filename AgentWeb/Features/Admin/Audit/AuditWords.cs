using System.Reflection;
using AgentWeb.Core.Audit;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Admin.Audit;

/// <summary>What the audit log's actions are called in the reader's language.</summary>
internal static class AuditWords
{
    /// <summary>All actions by their areas.</summary>
    public static IReadOnlyList<IGrouping<string, string>> Areas { get; } =
    [
        .. typeof(AuditActions).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.FieldType == typeof(string)).Select(field => (string)field.GetRawConstantValue()!)
            .GroupBy(action => action.Split('.')[0], StringComparer.Ordinal),
    ];

    /// <summary>What an area is called.</summary>
    public static string Area(IStringLocalizer<Words> words, string area) => area switch
    {
        "account" => words["Accounts"],
        "user" => words["Users"],
        "key" => words["API keys"],
        "conversation" => words["Conversations"],
        "file" => words["Files"],
        "share" => words["Links"],
        "queue" => words["Queue"],
        "configuration" => words["Configuration"],
        "model" => words["Models"],
        "backup" => words["Backup"],
        "audit" => words["Audit log"],
        _ => area,
    };

    /// <summary>What an action is called; one that has no words keeps its own.</summary>
    public static string Action(IStringLocalizer<Words> words, string action) => action switch
    {
        AuditActions.SignedIn => words["Signed in"],
        AuditActions.SignInFailed => words["Sign-in failed"],
        AuditActions.SignedOut => words["Signed out"],
        AuditActions.PasswordChanged => words["Password changed"],
        AuditActions.PasswordReset => words["Password set by link"],
        AuditActions.TwoFactorEnabled => words["Second factor switched on"],
        AuditActions.TwoFactorDisabled => words["Second factor switched off"],
        AuditActions.AccountDeleted => words["Own account deleted"],
        AuditActions.DataDownloaded => words["Own data downloaded"],
        AuditActions.UserCreated => words["User created"],
        AuditActions.UserInvited => words["User invited"],
        AuditActions.InvitationRevoked => words["Invitation revoked"],
        AuditActions.UserRoleChanged => words["Role changed"],
        AuditActions.UserLimitsChanged => words["Limits changed"],
        AuditActions.UserLocked => words["User locked"],
        AuditActions.UserUnlocked => words["User unlocked"],
        AuditActions.UserResetLink => words["Password link made"],
        AuditActions.UserTwoFactorReset => words["Second factor taken away"],
        AuditActions.UserDeleted => words["User deleted"],
        AuditActions.UserSignedOut => words["User signed out"],
        AuditActions.KeyCreated => words["API key created"],
        AuditActions.KeyRevoked => words["API key revoked"],
        AuditActions.KeyUsed => words["API key used"],
        AuditActions.ConversationDeleted => words["Conversation deleted"],
        AuditActions.FileDeleted => words["File deleted"],
        AuditActions.ShareCreated => words["Conversation shared"],
        AuditActions.ShareRevoked => words["Link revoked"],
        AuditActions.RunKilled => words["Reply stopped"],
        AuditActions.PriorityChanged => words["Priority changed"],
        AuditActions.QueuePaused => words["Queue paused"],
        AuditActions.QueueResumed => words["Queue resumed"],
        AuditActions.NodeDraining => words["Node draining"],
        AuditActions.NodeResumed => words["Node resumed"],
        AuditActions.ConfigurationChanged => words["Settings changed"],
        AuditActions.ConfigurationUndone => words["Settings taken back"],
        AuditActions.ConfigurationReloaded => words["Files read again"],
        AuditActions.EndpointChanged => words["Model server changed"],
        AuditActions.ModelChanged => words["Model changed"],
        AuditActions.BackupCreated => words["Backup made"],
        AuditActions.BackupDownloaded => words["Backup downloaded"],
        AuditActions.BackupDeleted => words["Backup deleted"],
        AuditActions.AuditExported => words["Audit log taken out"],
        _ => action,
    };
}
