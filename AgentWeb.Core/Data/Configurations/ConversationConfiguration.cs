using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Title).HasMaxLength(Conversation.MaxTitleLength);
        builder.Property(c => c.ModelKey).HasMaxLength(256);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Tags).WithOne().HasForeignKey(t => t.ConversationId).OnDelete(DeleteBehavior.Cascade);

        // SQL Server allows no second way of a user's deletion to here; who deletes a folder takes its conversations out first.
        builder.HasOne<Folder>().WithMany().HasForeignKey(c => c.FolderId).OnDelete(DeleteBehavior.NoAction);

        // What was deleted is nowhere but in the purge and in an undo, which say so.
        builder.HasQueryFilter(c => c.DeletedAt == null);
        builder.HasIndex(c => c.DeletedAt);

        // Those that are purged a day after they were last used.
        builder.HasIndex(c => new { c.Temporary, c.LastActiveAt });

        // The sidebar: one user's conversations, those that are pinned first, then newest first; and those that were put away.
        builder.HasIndex(c => new { c.OwnerId, c.Archived, c.Pinned, c.LastActiveAt, c.Id }).IsDescending(false, false, true, true, true);

        // One folder, newest first.
        builder.HasIndex(c => new { c.FolderId, c.LastActiveAt, c.Id }).IsDescending(false, true, true);
    }
}
