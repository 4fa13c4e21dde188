namespace AgentWeb.Core.Audit;

/// <summary>What the audit log knows. Names are stable; filters and exports rely on them. What stands before the point is the area.</summary>
public static class AuditActions
{
    /// <summary>Somebody signed in.</summary>
    public const string SignedIn = "account.signed_in";

    /// <summary>Somebody did not get in.</summary>
    public const string SignInFailed = "account.sign_in_failed";

    /// <summary>Somebody signed out, or ended a sign-in of theirs.</summary>
    public const string SignedOut = "account.signed_out";

    /// <summary>A password was changed by its owner.</summary>
    public const string PasswordChanged = "account.password_changed";

    /// <summary>A password was set by a link.</summary>
    public const string PasswordReset = "account.password_reset";

    /// <summary>A second factor was switched on.</summary>
    public const string TwoFactorEnabled = "account.two_factor_enabled";

    /// <summary>A second factor was switched off.</summary>
    public const string TwoFactorDisabled = "account.two_factor_disabled";

    /// <summary>Somebody deleted their own account.</summary>
    public const string AccountDeleted = "account.deleted";

    /// <summary>Somebody downloaded their data.</summary>
    public const string DataDownloaded = "account.data_downloaded";

    /// <summary>An account was made.</summary>
    public const string UserCreated = "user.created";

    /// <summary>Somebody was invited.</summary>
    public const string UserInvited = "user.invited";

    /// <summary>An invitation was taken back.</summary>
    public const string InvitationRevoked = "user.invitation_revoked";

    /// <summary>An account got another role.</summary>
    public const string UserRoleChanged = "user.role_changed";

    /// <summary>An account got other limits.</summary>
    public const string UserLimitsChanged = "user.limits_changed";

    /// <summary>An account was locked.</summary>
    public const string UserLocked = "user.locked";

    /// <summary>An account was unlocked.</summary>
    public const string UserUnlocked = "user.unlocked";

    /// <summary>A link to set a new password was made for an account.</summary>
    public const string UserResetLink = "user.reset_link_created";

    /// <summary>The second factor of an account was taken away.</summary>
    public const string UserTwoFactorReset = "user.two_factor_reset";

    /// <summary>An account was deleted.</summary>
    public const string UserDeleted = "user.deleted";

    /// <summary>Sign-ins of an account were ended.</summary>
    public const string UserSignedOut = "user.signed_out";

    /// <summary>A key was made.</summary>
    public const string KeyCreated = "key.created";

    /// <summary>A key was revoked.</summary>
    public const string KeyRevoked = "key.revoked";

    /// <summary>A key was used for the first time, or from another address than before.</summary>
    public const string KeyUsed = "key.used";

    /// <summary>A conversation was deleted.</summary>
    public const string ConversationDeleted = "conversation.deleted";

    /// <summary>A file was deleted.</summary>
    public const string FileDeleted = "file.deleted";

    /// <summary>A conversation was shared.</summary>
    public const string ShareCreated = "share.created";

    /// <summary>A share was revoked.</summary>
    public const string ShareRevoked = "share.revoked";

    /// <summary>A run was killed.</summary>
    public const string RunKilled = "queue.run_killed";

    /// <summary>A job got another priority.</summary>
    public const string PriorityChanged = "queue.priority_changed";

    /// <summary>The queue was paused.</summary>
    public const string QueuePaused = "queue.paused";

    /// <summary>The queue was resumed.</summary>
    public const string QueueResumed = "queue.resumed";

    /// <summary>A node was told to start nothing new.</summary>
    public const string NodeDraining = "queue.node_draining";

    /// <summary>A node was told to go on.</summary>
    public const string NodeResumed = "queue.node_resumed";

    /// <summary>Settings were changed.</summary>
    public const string ConfigurationChanged = "configuration.changed";

    /// <summary>A change of settings was taken back.</summary>
    public const string ConfigurationUndone = "configuration.undone";

    /// <summary>Files and environment were read again.</summary>
    public const string ConfigurationReloaded = "configuration.reloaded";

    /// <summary>A model server was added, changed or removed.</summary>
    public const string EndpointChanged = "model.endpoint_changed";

    /// <summary>What holds for a model was changed.</summary>
    public const string ModelChanged = "model.changed";

    /// <summary>A backup was made.</summary>
    public const string BackupCreated = "backup.created";

    /// <summary>A backup was taken out.</summary>
    public const string BackupDownloaded = "backup.downloaded";

    /// <summary>A backup was removed.</summary>
    public const string BackupDeleted = "backup.deleted";

    /// <summary>The audit log itself was taken out.</summary>
    public const string AuditExported = "audit.exported";
}
