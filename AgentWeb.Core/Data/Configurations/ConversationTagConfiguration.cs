using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class ConversationTagConfiguration : IEntityTypeConfiguration<ConversationTag>
{
    public void Configure(EntityTypeBuilder<ConversationTag> builder)
    {
        builder.HasKey(t => new { t.ConversationId, t.NormalizedName });
        builder.Property(t => t.Name).HasMaxLength(ConversationTag.MaxNameLength);
        builder.Property(t => t.NormalizedName).HasMaxLength(ConversationTag.MaxNameLength);

        // A user's tags, and the conversations that carry one.
        builder.HasIndex(t => new { t.OwnerId, t.NormalizedName });
    }
}
